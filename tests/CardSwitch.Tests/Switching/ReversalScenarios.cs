namespace CardSwitch.Tests.Switching;

/// <summary>Reversals by shops, and those that the switch owes because an approval reached nobody.</summary>
public sealed class ReversalScenarios
{
    [Fact]
    public void An_approved_purchase_is_reversed() => Scenario.Play("""
        shop  > 0200 acq=123456
        bank  < 0200 stan=000001
        bank  > answer code=00 auth=A1B2C3
        shop  < 0210 code=00
        totals bank debits=1 net=-12345
        shop  > 0420 original acq=123456
        shop  < 0430 code=00 stan=123457
        journal Sent Answered Reversed
        wait 1 ms
        bank  < 0420 stan=000002 de90=020000000111220530120000012345600000000000 auth=A1B2C3 amount=000000012345
        bank  > answer code=00
        bank  < nothing
        totals bank debits=1 debitReversals=1 debitReversalAmount=12345 net=0
        bank reversals=1 forwarded=1 queued=0
        """);

    [Fact]
    public void The_shop_is_answered_after_the_record_and_the_bank_gets_it_after_too() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        hold
        shop  > 0420 original
        wait 1 ms
        shop  < nothing
        bank  < nothing
        durable
        shop  < 0430 code=00
        bank  < 0420
        """);

    [Fact]
    public void A_part_is_reversed_with_DE_95() => Scenario.Play("""
        shop  > 0200 amount=000000010000
        bank  < 0200 stan=000001
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0420 original amount=000000010000 partial=000000004000
        shop  < 0430 code=00
        wait 1 ms
        bank  < 0420 original=000001 partial=000000004000 amount=000000010000
        totals bank debitAmount=10000 debitReversals=1 debitReversalAmount=6000 net=-4000
        """);

    [Fact]
    public void More_than_there_was_cannot_remain() => Scenario.Play("""
        shop  > 0200 amount=000000010000
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0420 original partial=000000010001
        shop  < 0430 code=13
        wait 1 ms
        bank  < nothing
        totals bank debitReversals=0
        """);

    [Fact]
    public void A_reversal_in_flight_ends_the_wait_and_no_answer_is_due() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        shop  > 0420 original
        shop  < 0430 code=00
        shop  < nothing
        bank pending=0 givenUp=1
        bank  > answer code=00              # too late
        shop  < nothing
        bank late=1 approved=0
        journal Sent Reversed Late
        wait 1 ms
        bank  < 0420 original=000001
        wait 9 s
        shop  < nothing
        totals bank debits=0 debitReversals=0
        """);

    [Fact]
    public void Of_an_unknown_original_it_is_accepted_and_blocks_the_original() => Scenario.Play("""
        shop  > 0420 original=0200/000777
        shop  < 0430 code=00
        journal Blocked
        shop  > 0200 stan=000777
        shop  < 0210 code=68
        wait 1 s
        bank  < nothing
        bank requests=0 queued=0
        shop  > again
        shop  < 0210 code=68
        """);

    [Fact]
    public void An_advice_whose_reversal_came_first_is_accepted_and_moves_nothing() => Scenario.Play("""
        shop  > 0420 original=0220/000777
        shop  < 0430 code=00
        journal Blocked
        shop  > 0220 stan=000777
        shop  < 0230 code=00
        wait 1 s
        bank  < nothing
        bank requests=0 queued=0
        """);

    [Theory]
    [InlineData("bank  > answer code=51", "0210 code=51", "0210 code=51")]
    [InlineData("wait 10 s", "0210 code=91", "0210 code=91")]
    public void A_declined_request_needs_none(string end, string answer, string again) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        full bank                           # keeps the switch's own reversal back
        {end}
        shop  < {answer}
        shop  > 0420 original
        shop  < 0430 code=00
        bank reversals={(end[0] == 'w' ? 1 : 0)}
        shop  > 0200 stan=123456            # the request again
        shop  < {again}
        """);

    [Theory]
    [InlineData("again")]
    [InlineData("0421")]
    [InlineData("0420 original=0200/123456")]
    public void A_repeated_reversal_is_answered_again_and_reverses_once(string repeat) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0420 original
        shop  < 0430 code=00
        shop  > {repeat}
        shop  < 0430 code=00
        wait 1 ms
        bank  < 0420
        bank  < nothing
        totals bank debitReversals=1
        bank reversals=1
        """);

    [Fact]
    public void A_repeated_reversal_of_an_unknown_original_is_accepted_again() => Scenario.Play("""
        shop  > 0420 original=0200/000777
        shop  < 0430 code=00
        shop  > 0421
        shop  < 0430 code=00
        journal Blocked
        """);

    [Fact]
    public void A_reversed_request_that_comes_again_is_not_approved_again() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0420 original
        shop  < 0430 code=00
        shop  > 0200 stan=123456
        shop  < 0210 code=68
        """);

    [Theory]
    [InlineData("de90=-")]
    [InlineData("stan=-")]
    [InlineData("de90=000000000000000000000000000000000000000000")]
    public void A_reversal_that_does_not_say_of_what_is_30(string change) => Scenario.Play($"""
        shop  > 0420 original=0200/000777 {change}
        shop  < 0430 code=30
        """);

    [Fact]
    public void An_approval_whose_shop_has_gone_is_reversed() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        drop shop
        bank  > answer code=00
        journal Sent Answered Undelivered
        wait 1 ms
        bank  < 0420 original=000001
        bank  < nothing
        bank approved=1 undelivered=1 reversals=1
        totals bank debits=1 debitReversals=1 net=0
        up shop
        shop  > again                        # too late for an approval
        shop  < 0210 code=68
        """);

    [Fact]
    public void A_decline_whose_shop_has_gone_needs_no_reversal() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        drop shop
        bank  > answer code=51
        journal Sent Answered
        bank reversals=0
        up shop
        shop  > again
        shop  < 0210 code=51
        """);

    [Fact]
    public void An_approval_that_the_shops_full_output_does_not_take_is_reversed() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        full shop
        bank  > answer code=00
        wait 1 ms
        bank  < 0420 original=000001
        free shop
        shop  < nothing
        """);

    [Fact]
    public void An_approval_that_never_left_the_shops_output_is_reversed() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        bank  > answer code=00 auth=A1B2C3
        unsent shop
        journal Sent Answered Undelivered
        wait 1 ms
        bank  < 0420 original=000001 auth=A1B2C3
        totals bank debits=1 debitReversals=1
        up shop
        shop  > 0420 original                # the shop has seen no answer and reverses
        shop  < 0430 code=00
        wait 1 ms
        bank  < nothing
        bank reversals=1
        """);

    [Fact]
    public void An_approval_that_left_once_is_not_reversed_for_a_repeat_that_did_not() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > again
        unsent shop
        journal Sent Answered
        bank reversals=0
        """);

    [Fact]
    public void Only_an_approval_that_never_left_is_reversed() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=51
        shop  > 0200
        bank  < 0200
        wait 10 s
        shop  > 0800 only stan=000009 net=301
        unsent shop
        bank reversals=1
        journal Sent Answered Sent TimedOut
        """);

    [Fact]
    public void A_reversal_does_not_overtake_its_original_on_another_link() => Scenario.Play("""
        up bank-2
        shop   > 0200
        bank-2 < 0200
        wait 10 s
        bank   < nothing
        bank-2 < 0420 original=000001
        drop bank-2
        wait 5 s
        bank   < 0421 original=000001
        """);

    [Fact]
    public void A_reversal_waits_while_its_originals_link_takes_nothing() => Scenario.Play("""
        up bank-2
        shop   > 0200
        bank-2 < 0200
        full bank-2
        wait 10 s
        bank   < nothing
        wait 1 s
        bank   < nothing
        free bank-2
        wait 1 s
        bank-2 < 0420
        """);

    [Fact]
    public void A_refund_is_reversed_as_a_credit() => Scenario.Play("""
        shop  > 0200 proc=200000
        bank  < 0200
        bank  > answer code=00
        totals bank credits=1 net=12345
        shop  > 0420 original proc=200000
        totals bank creditReversals=1 net=0
        """);

    [Fact]
    public void A_shop_may_send_reversals_as_requests() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0400 original
        shop  < 0410 code=00
        wait 1 ms
        bank  < 0420 original=000001
        """);

    [Theory]
    [InlineData("")]
    [InlineData("partial=000000001000")]
    public void What_a_reversal_left_is_not_reversed_by_another(string again) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0420 original partial=000000004000
        shop  < 0430 code=00
        shop  > 0420 original {again}
        shop  < 0430 code=21
        totals bank debitReversals=1 net=-4000
        """);

    [Fact]
    public void An_authorisation_is_reversed_as_one() => Scenario.Play("""
        shop  > 0100
        bank  < 0100
        bank  > answer code=00
        shop  < 0110 code=00
        shop  > 0420 original
        shop  < 0430 code=00
        wait 1 ms
        bank  < 0420 original=0100/000001
        totals bank authorizations=1 debitReversals=0
        """);

    [Fact]
    public void An_approval_that_waited_for_its_record_when_the_shop_went_is_reversed() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        hold
        bank  > answer code=00
        unsent shop
        journal Sent Answered Undelivered
        """);
}
