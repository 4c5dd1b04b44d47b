using CardSwitch.StandIn;

namespace CardSwitch.Tests.Switching;

/// <summary>What a station knows after a crash: all that was durable.</summary>
public sealed class RestartScenarios
{
    private static readonly ScenarioSettings StandsIn = new() { StandIn = new StandInRules(978, 20_000, 30_000, 2) };

    [Fact]
    public void The_late_answer_to_what_a_restart_gave_up_is_known_as_late() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        crash
        up bank
        bank  > answer code=00
        bank late=1 unmatched=0
        """);

    [Fact]
    public void The_late_answer_to_what_timed_out_before_a_restart_is_known_as_late() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        wait 10 s
        shop  < 0210 code=91
        crash
        up bank
        bank  > answer code=00
        bank late=1 unmatched=0
        """);

    [Fact]
    public void A_request_without_an_outcome_is_reversed() => Scenario.Play("""
        shop  > 0200 acq=123456
        bank  < 0200 stan=000001
        crash
        journal Sent TimedOut
        bank queued=1 pending=0
        up shop
        up bank
        shop  > again
        shop  < 0210 code=91
        wait 1 ms
        bank  < 0420 stan=000002 de90=020000000111220530120000012345600000000000
        bank  > answer code=00
        bank  < nothing
        bank queued=0
        """);

    [Fact]
    public void A_request_that_was_not_durable_never_left_and_may_come_again() => Scenario.Play("""
        hold
        shop  > 0200
        bank  < nothing
        crash
        journal
        up shop
        up bank
        shop  > again
        durable
        bank  < 0200
        bank queued=0
        """);

    [Fact]
    public void An_answer_that_was_not_durable_was_not_given() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        hold
        bank  > answer code=00
        shop  < nothing
        crash
        journal Sent TimedOut
        totals bank debits=0
        """);

    [Theory]
    [InlineData("00")]
    [InlineData("51")]
    public void A_decided_request_is_answered_as_before(string code) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        bank  > answer code={code} auth=A1B2C3
        shop  < 0210 code={code} auth=A1B2C3
        crash
        up shop
        up bank
        shop  > again
        shop  < 0210 code={code} stan=123456 {(code == "00" ? "auth=A1B2C3" : "")}
        shop  > 0201 amount=000000000001
        shop  < 0210 code=94
        wait 1 ms
        bank  < nothing
        journal Sent Answered
        """);

    [Fact]
    public void An_approval_of_before_is_reversed_by_its_shop() => Scenario.Play("""
        shop  > 0200 amount=000000010000
        bank  < 0200 stan=000001
        bank  > answer code=00 auth=A1B2C3
        shop  < 0210 code=00
        crash
        totals bank debits=1
        up shop
        up bank
        shop  > 0420 original partial=000000004000
        shop  < 0430 code=00
        wait 1 ms
        bank  < 0420 original=000001 auth=A1B2C3 partial=000000004000
        totals bank debits=1 debitReversals=1 net=-4000
        """);

    [Fact]
    public void The_queue_goes_on_with_repeats_in_the_same_order() => Scenario.Play($"""
        shop  > 0220 code=00 amount=000000000001
        shop  > 0220 code=00 amount=000000000002
        shop  > 0220 code=00 amount=000000000003 pan={Scenario.SecondPan}
        shop  < 0230 code=00
        shop  < 0230 code=00
        shop  < 0230 code=00
        wait 1 ms
        bank  < 0220 amount=000000000001 stan=000001
        crash
        bank queued=3
        up bank
        wait 1 ms
        bank  < 0221 amount=000000000001 stan=000001 rrn=632605123456
        bank  < 0221 amount=000000000003 stan=000003
        bank  > answer code=00
        bank  < nothing
        bank queued=2
        """);

    [Fact]
    public void What_was_accepted_is_not_sent_again() => Scenario.Play("""
        shop  > 0220 code=00
        wait 1 ms
        bank  < 0220
        bank  > answer code=00
        crash
        bank queued=0
        up shop
        up bank
        wait 1 ms
        bank  < nothing
        shop  > 0221
        shop  < 0230 code=00
        """);

    [Fact]
    public void What_was_parked_is_until_it_is_released() => Scenario.Play("""
        shop  > 0220 code=00
        wait 1 ms
        bank  < 0220
        bank  > answer code=05
        crash
        bank parkedNow=1 queued=0
        up bank
        wait 1 ms
        bank  < nothing
        release bank
        bank  < 0221
        crash
        bank parkedNow=0 queued=1
        """);

    [Fact]
    public void A_blocked_original_stays_blocked() => Scenario.Play("""
        shop  > 0420 original=0200/000777
        shop  < 0430 code=00
        crash
        up shop
        up bank
        shop  > 0421
        shop  < 0430 code=00
        shop  > 0200 stan=000777
        shop  < 0210 code=68
        bank  < nothing
        """);

    [Fact]
    public void A_reversed_request_stays_reversed_and_its_reversal_known() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0420 original
        shop  < 0430 code=00
        crash
        up shop
        up bank
        shop  > 0421
        shop  < 0430 code=00
        shop  > 0200 stan=123456
        shop  < 0210 code=68
        wait 1 ms
        bank  < 0421 original=000001
        bank  > answer code=00
        bank  < nothing
        totals bank debits=1 debitReversals=1
        """);

    [Fact]
    public void An_undelivered_approval_stays_reversed() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        drop shop
        bank  > answer code=00
        crash
        totals bank debits=1 debitReversals=1
        up shop
        up bank
        shop  > again
        shop  < 0210 code=68
        wait 1 ms
        bank  < 0421 original=000001
        """);

    [Fact]
    public void What_was_stood_in_is_counted_and_told() => Scenario.Play("""
        drop bank
        shop  > 0200
        shop  < 0210 code=00 auth=000001
        crash
        up shop
        totals bank debits=1
        shop  > again
        shop  < 0210 code=00 auth=000001
        shop  > 0200 amount=000000017655
        shop  < 0210 code=00
        shop  > 0200 amount=000000000001
        shop  < 0210 code=91                 # two a day
        up bank
        wait 1 ms
        bank  < 0221 stan=000001 auth=000001
        """, with: StandsIn);

    [Fact]
    public void A_time_out_that_was_stood_in_is_known_as_approved() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        wait 10 s
        shop  < 0210 code=00 auth=000003
        bank  < 0420
        crash
        up shop
        up bank
        shop  > again
        shop  < 0210 code=00 auth=000003
        wait 1 ms
        bank  < 0421 original=000001
        bank  > answer code=00
        bank  < 0221 stan=000003
        """, with: StandsIn);

    [Fact]
    public void Days_and_totals_are_as_they_were() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  > 0220 code=00 amount=000000000100
        wait 1 ms
        bank  < 0220
        cutover
        day 20261123 20261122
        crash
        day 20261123 20261122
        totals bank day=20261122 debits=2 debitAmount=12445
        up shop
        up bank
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        totals bank debits=1
        wait 1 ms
        bank  < 0221
        bank  > answer code=00
        wait 1 ms
        day 20261123
        crash
        day 20261123
        totals bank debits=1
        """);

    [Fact]
    public void Trace_numbers_go_on_after_the_last() => Scenario.Play("""
        shop  > 0220 code=00
        wait 1 ms
        bank  < 0220 stan=000001
        shop  > 0200
        bank  < 0200 stan=000002
        shop  > 0200
        bank  < 0200 stan=000003
        bank  > answer code=00
        bank  > 0230 stan=000001 rrn=632605123456 code=00
        crash                                # what was accepted last had an old number
        up bank
        wait 1 ms
        bank  < 0420 stan=000004 original=000002
        """);

    [Fact]
    public void An_approval_given_before_is_not_reversed_for_a_repeat_that_did_not_leave() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        crash
        up shop
        up bank
        shop  > again
        unsent shop
        journal Sent Answered
        """);

    [Fact]
    public void A_second_crash_finds_the_same() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        crash
        crash
        journal Sent TimedOut
        bank queued=1
        up bank
        wait 1 ms
        bank  < 0421 stan=000002 original=000001
        """);

    [Fact]
    public void What_a_reversal_left_is_known() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0420 original partial=000000004000
        shop  < 0430 code=00
        crash
        up shop
        shop  > 0420 original
        shop  < 0430 code=21
        """);

    [Fact]
    public void The_answer_to_a_request_of_before_goes_to_nobody() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        crash
        up shop
        up bank
        bank  > answer code=00
        shop  < nothing
        bank approved=0 late=1 unmatched=0
        journal Sent TimedOut Late
        """);

    [Fact]
    public void The_reversal_of_a_stood_in_approval_follows_its_advice() => Scenario.Play("""
        drop bank
        shop  > 0200
        shop  < 0210 code=00
        shop  > 0420 original
        shop  < 0430 code=00
        crash
        totals bank debits=1 debitReversals=1
        up shop
        up bank
        wait 1 ms
        bank  < 0221 stan=000001
        bank  > answer code=00
        bank  < 0421 original=0220/000001
        shop  > 0200 stan=123456
        shop  < 0210 code=68
        """, with: StandsIn);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Only_durable_records_are_left(int durable) => Scenario.Play($"""
        hold
        shop  > 0200
        durable
        bank  < 0200
        bank  > answer code=00
        durable {durable + 1}
        crash
        totals bank debits={durable - 1}
        bank queued={2 - durable}
        """);
}
