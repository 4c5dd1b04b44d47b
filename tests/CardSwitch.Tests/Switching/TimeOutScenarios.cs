namespace CardSwitch.Tests.Switching;

/// <summary>No answer in time: 91 and the reversal, whatever the issuer says later.</summary>
public sealed class TimeOutScenarios
{
    private static readonly ScenarioSettings OneAttempt = new() { Forward = new() { MaxAttempts = 1 } };

    [Fact]
    public void A_time_out_is_answered_91_and_reversed_at_once() => Scenario.Play("""
        shop  > 0200 track2=4761739001010119=2712201 pin=01234567 mcc=5411 mid=MERCHANT0000001 acq=123456
        bank  < 0200 stan=000001
        journal Sent
        wait 10 s
        journal TimedOut
        shop  < 0210 code=91 stan=123456
        bank  < 0420 stan=000002 pan=4761739001010119 proc=000000 amount=000000012345 cur=978 track2=- pin=- code=68
        bank  > answer code=00
        journal Forwarded
        bank timedOut=1 reversals=1 forwarded=1 queued=0 pending=0
        totals bank debits=0 debitReversals=0 net=0
        no notice
        """);

    [Fact]
    public void The_reversal_names_its_original_as_it_was_sent_there() => Scenario.Play("""
        shop  > 0200 mcc=5411 mid=MERCHANT0000001 acq=123456 fwd=654321
        bank  < 0200 stan=000001
        wait 10 s
        bank  < 0420 stan=000002 de90=020000000111220530120000012345600000654321 rrn=632605123456 tid=TERM0001
        """);

    [Fact]
    public void The_reversal_has_a_time_of_its_own_and_leaves_the_terminals() => Scenario.Play("""
        shop  > 0200 de12=235959 de13=1231
        bank  < 0200
        wait 10 s
        bank  < 0420 time=1122053022 de12=235959 de13=1231 original=000001
        """);

    [Fact]
    public void A_reversal_leaves_after_its_record_and_so_does_the_91() => Scenario.Play("""
        hold
        shop  > 0200
        bank  < nothing             # the intent is not durable
        durable
        bank  < 0200
        wait 10 s
        shop  < nothing
        bank  < nothing
        durable
        shop  < 0210 code=91
        bank  < 0420
        """);

    [Fact]
    public void An_issuer_may_want_reversals_as_requests() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        wait 10 s
        bank  < 0400 original=000001
        bank  > answer code=00
        bank forwarded=1
        """, with: new() { ReversalsAsRequests = true });

    [Fact]
    public void The_repeat_of_a_reversal_differs_in_nothing_but_its_type_and_comes_ever_later() => Scenario.Play("""
        shop  > 0200 de12=053012 de13=1122
        bank  < 0200
        wait 10 s
        bank  < 0420 stan=000002 original=000001
        wait 9999 ms                # an answer is waited for 10 s
        bank  < nothing
        wait 1 ms
        wait 4999 ms                # 5 s later
        bank  < nothing
        wait 1 ms
        bank  < repeat
        wait 10 s
        wait 9999 ms                # 10 s later
        bank  < nothing
        wait 1 ms
        bank  < repeat
        wait 10 s
        wait 19999 ms               # 20 s later
        bank  < nothing
        wait 1 ms
        bank  < repeat
        bank  > answer code=00
        wait 1000 s
        bank  < nothing
        bank reversals=1 forwarded=1 queued=0
        """);

    [Theory]
    [InlineData("91")]
    [InlineData("96")]
    public void A_reversal_that_cannot_be_taken_now_comes_again(string code) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        wait 10 s
        bank  < 0420
        bank  > answer code={code}
        wait 5 s
        bank  < repeat
        bank  > answer code=00
        bank forwarded=1 queued=0
        """);

    [Fact]
    public void A_refused_reversal_is_parked_and_an_operator_releases_it() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        wait 10 s
        bank  < 0420
        journal Sent TimedOut
        bank  > answer code=05
        journal Parked
        notice Parked issuer=bank stan=2 detail=1
        bank queued=0 parkedNow=1 parked=1
        wait 1000 s
        bank  < nothing
        release bank
        journal Released
        bank  < repeat
        bank  > answer code=00
        journal Forwarded
        bank queued=0 parkedNow=0 forwarded=1
        """);

    [Fact]
    public void A_reversal_that_is_never_answered_is_parked_after_its_last_attempt() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        wait 10 s
        bank  < 0420
        wait 10 s
        notice Parked issuer=bank detail=1
        bank  > answer code=00      # late, but an acceptance
        bank parkedNow=0 forwarded=1
        journal Sent TimedOut Parked Forwarded
        """, with: OneAttempt);

    [Theory]
    [InlineData("00", "")]
    [InlineData("51", "")]
    [InlineData("00", "bank  > answer code=00")]
    public void A_late_answer_is_recorded_and_changes_nothing(string code, string again) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        full  bank                  # so that the request stays the last thing that it got
        wait 10 s
        shop  < 0210 code=91
        journal Sent TimedOut
        bank  > answer code={code}
        journal Late
        {again}
        shop  < nothing
        bank late={(again == "" ? 1 : 2)} unmatched=0 approved=0 queued=1
        free  bank
        wait 1 s
        bank  < 0420 original=000001
        """);

    [Fact]
    public void The_trace_number_of_a_time_out_is_not_used_again_soon() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        wait 10 s
        bank  < 0420 stan=000002
        shop  > 0200
        bank  < 0200 stan=000003
        """);

    [Fact]
    public void An_inquiry_that_timed_out_is_reversed_too() => Scenario.Play("""
        shop  > 0200 proc=310000
        bank  < 0200
        wait 10 s
        shop  < 0210 code=91
        bank  < 0420 original=000001 proc=310000
        """);

    [Fact]
    public void A_file_action_moves_nothing_and_needs_no_reversal() => Scenario.Play("""
        shop  > 0300 only stan=000008 time=1122053012 pan=4761739001010119
        bank  < 0300
        wait 10 s
        shop  < 0310 code=91 stan=000008
        bank  < nothing
        bank queued=0 reversals=0
        no notice
        """);

    [Fact]
    public void A_reversal_goes_in_the_issuers_format() => Scenario.Play("""
        shop  > 0200 acq=123456
        bank  < 0200
        wait 10 s
        bank  < 0420 de90=020000000111220530120000012345600000000000 pan=4761739001010119
        bank  > answer code=00
        bank forwarded=1
        """, banks: Iso8583.MessageFormats.Iso1987Binary);
}
