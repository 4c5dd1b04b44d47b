namespace CardSwitch.Tests.Switching;

/// <summary>Store and forward: what must arrive does, in the order of its card, once.</summary>
public sealed class ForwardScenarios
{
    private static readonly ScenarioSettings Small = new() { MaxQueued = 4 };

    [Theory]
    [InlineData("0220", "0230", "net=-12345")]
    [InlineData("0120", "0130", "authorizations=1")]
    public void An_advice_is_taken_over_once_it_is_durable(string type, string answer, string totals) => Scenario.Play($"""
        hold
        shop  > {type} code=00 auth=A1B2C3 track2=4761739001010119=2712201
        journal Queued
        wait 1 ms
        shop  < nothing
        bank  < nothing
        durable
        shop  < {answer} code=00 stan=123456
        bank  < {type} stan=000001 code=00 auth=A1B2C3 time=1122053012 rrn=632605123456 track2=-
        shop  < nothing
        totals bank {totals}
        bank  > answer code=00
        bank queued=0 forwarded=1
        traffic advices=1 answered=1
        """);

    [Fact]
    public void An_advice_that_comes_again_is_acknowledged_and_forwarded_once() => Scenario.Play("""
        shop  > 0220 code=00
        shop  < 0230 code=00
        shop  > 0221
        shop  < 0230 code=00
        wait 1 ms
        bank  < 0220
        bank  < nothing
        bank  > answer code=00
        shop  > 0221
        shop  < 0230 code=00
        wait 1 ms
        bank  < nothing
        totals bank debits=1
        """);

    [Fact]
    public void An_advice_under_the_key_of_another_is_94() => Scenario.Play("""
        shop  > 0220 code=00
        shop  < 0230 code=00
        shop  > 0221 amount=000000000001
        shop  < 0230 code=94
        notice RepeatDiffers
        """);

    [Fact]
    public void An_advice_of_a_decline_moves_nothing() => Scenario.Play("""
        shop  > 0220 code=05
        shop  < 0230 code=00
        totals bank debits=0
        """);

    [Fact]
    public void An_advice_for_a_bank_that_is_down_waits_for_it() => Scenario.Play("""
        drop bank
        shop  > 0220 code=00
        shop  < 0230 code=00
        wait 100 s
        up bank
        wait 1 ms
        bank  < 0220
        """);

    [Fact]
    public void An_advice_is_reversed_after_it() => Scenario.Play("""
        shop  > 0220 code=00
        shop  < 0230 code=00
        shop  > 0420 original
        shop  < 0430 code=00
        wait 1 ms
        bank  < 0220 stan=000001
        bank  < nothing                      # one of a card at a time
        bank  > answer code=00
        bank  < 0420 stan=000002 original=0220/000001
        totals bank debits=1 debitReversals=1
        """);

    [Theory]
    [InlineData(Scenario.StrangerPan, "15")]
    [InlineData(Scenario.AbsentPan, "92")]
    [InlineData("4761739001010118", "14")]
    public void An_advice_that_has_nowhere_to_go_is_refused(string pan, string code) => Scenario.Play($"""
        shop  > 0220 code=00 pan={pan}
        shop  < 0230 code={code}
        """);

    [Fact]
    public void One_card_keeps_its_order_and_cards_do_not_wait_for_each_other() => Scenario.Play($"""
        shop  > 0220 code=00 amount=000000000001
        shop  > 0220 code=00 amount=000000000002
        shop  > 0220 code=00 amount=000000000003 pan={Scenario.SecondPan}
        wait 1 ms
        bank  < 0220 amount=000000000001
        bank  < 0220 amount=000000000003
        bank  < nothing
        wait 10 s                            # no answer for either
        wait 5 s
        bank  < 0221 amount=000000000001
        bank  > answer code=00
        bank  < 0221 amount=000000000003
        bank  < 0220 amount=000000000002
        """);

    [Fact]
    public void What_is_parked_does_not_hold_up_its_card() => Scenario.Play("""
        shop  > 0220 code=00 amount=000000000001
        shop  > 0220 code=00 amount=000000000002
        wait 1 ms
        bank  < 0220 amount=000000000001
        bank  > answer code=05
        notice Parked
        bank  < 0220 amount=000000000002
        """);

    [Fact]
    public void A_link_that_goes_down_is_no_refusal() => Scenario.Play("""
        up bank-2
        shop   > 0220 code=00
        wait 1 ms
        bank   < 0220 stan=000001
        drop bank
        wait 5 s
        bank-2 < 0221 stan=000001
        """);

    [Fact]
    public void An_answer_that_differs_is_no_answer() => Scenario.Play("""
        shop  > 0220 code=00
        wait 1 ms
        bank  < 0220
        bank  > answer code=00 amount=000000000001
        bank queued=1 unmatched=1
        bank  > 0230 stan=000001 rrn=632605123456 code=00
        bank queued=0
        """);

    [Fact]
    public void No_new_requests_are_taken_when_their_reversals_would_find_no_room() => Scenario.Play($"""
        drop bank
        shop  > 0220 code=00
        shop  > 0220 code=00
        up bank
        shop  > 0200                         # waiting and queued are three now
        bank  < 0200 stan=000003
        shop  < 0230 code=00
        shop  < 0230 code=00
        wait 1 ms
        notice QueueFull issuer=- detail=2
        shop  > 0200
        shop  < 0210 code=96
        shop  > 0220 code=00                 # the last fourth is for advices and reversals
        shop  < 0230 code=00
        shop  > 0220 code=00
        shop  < 0230 code=96
        wait 10 s                            # the reversal of the one that waits has its place
        shop  < 0210 code=91
        bank queued=4
        """, with: Small);

    [Fact]
    public void A_reversal_is_taken_over_when_new_requests_are_not() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        drop bank
        shop2 > 0220 code=00
        shop2 > 0220 code=00
        shop2 > 0220 code=00
        up bank
        shop2 > 0200 tid=TERM0002
        shop  > 0420 original
        shop  < 0430 code=00
        shop2 < 0230 code=00
        shop2 < 0230 code=00
        shop2 < 0230 code=00
        shop2 < 0210 code=96
        bank queued=4
        """, with: Small);
}
