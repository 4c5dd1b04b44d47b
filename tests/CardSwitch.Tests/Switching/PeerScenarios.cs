namespace CardSwitch.Tests.Switching;

/// <summary>What a station does with what another one did that keeps its journal in the same place.</summary>
public sealed class PeerScenarios
{
    [Theory]
    [InlineData("00")]
    [InlineData("51")]
    public void A_repeat_gets_the_other_stations_answer(string code) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        bank  > answer code={code} auth=A1B2C3
        shop  < 0210 code={code} auth=A1B2C3
        elsewhere
        up shop
        up bank
        shop  > again
        shop  < 0210 code={code} stan=123456 {(code == "00" ? "auth=A1B2C3" : "")}
        shop  > 0201 amount=000000000001
        shop  < 0210 code=94
        wait 1 ms
        bank  < nothing
        totals bank debits=0
        journal Sent Answered DayOpened
        """);

    [Fact]
    public void A_repeat_of_what_waits_at_the_other_station_goes_nowhere() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        elsewhere
        up shop
        up bank
        shop  > again
        shop  < nothing
        shop  > 0200
        bank  < 0200 stan=000001
        shop  > 0200 stan=123456
        shop  < nothing
        bank  > answer code=00
        shop  < 0210 code=00 stan=123457
        shop  < nothing
        """);

    [Fact]
    public void A_reversal_of_what_the_other_station_did_reaches_the_bank_once() => Scenario.Play("""
        shop  > 0200 amount=000000010000
        bank  < 0200 stan=000001
        bank  > answer code=00 auth=A1B2C3
        shop  < 0210 code=00
        elsewhere
        up shop
        up bank
        shop  > 0420 original partial=000000004000
        shop  < 0430 code=00
        wait 1 ms
        bank  < 0420 original=000001 auth=A1B2C3 partial=000000004000
        bank  > answer code=00
        shop  > 0421
        shop  < 0430 code=00
        wait 1 ms
        bank  < nothing
        journal Sent Answered DayOpened Reversed Forwarded
        """);

    [Fact]
    public void A_reversal_of_what_waits_at_the_other_station_is_recorded_for_it() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        elsewhere
        up shop
        up bank
        shop  > 0420 original
        shop  < 0430 code=00
        shop  > 0421
        shop  < 0430 code=00
        wait 1 ms
        bank  < nothing
        journal Sent DayOpened Blocked
        """);

    [Fact]
    public void What_waits_here_and_was_reversed_at_the_other_station_is_reversed() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        blocked elsewhere
        journal Sent Reversed
        bank  > answer code=00
        shop  < nothing
        wait 1 ms
        bank  < 0420 original=000001
        bank  late=1
        """);

    [Fact]
    public void What_was_approved_here_and_reversed_at_the_other_station_is_reversed_once() => Scenario.Play("""
        shop  > 0200 amount=000000010000
        bank  < 0200 stan=000001
        bank  > answer code=00 auth=A1B2C3
        shop  < 0210 code=00
        blocked elsewhere
        blocked elsewhere
        wait 1 ms
        bank  < 0420 original=000001 auth=A1B2C3
        bank  > answer code=00
        bank  < nothing
        totals bank debits=1 debitReversals=1 net=0
        journal Sent Answered Reversed Forwarded
        no notice
        """);

    [Fact]
    public void What_cannot_be_reversed_any_more_is_told_of() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        bank  > answer code=00
        shop  < 0210 code=00
        crash
        blocked elsewhere
        notice ReversedElsewhere stan=1
        journal Sent Answered
        """);

    [Fact]
    public void What_a_dead_station_sent_without_an_outcome_is_reversed_once() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        elsewhere taking over
        journal Sent TimedOut
        taking over again
        journal
        bank queued=1
        up shop
        up bank
        shop  > again
        shop  < 0210 code=91
        wait 1 ms
        bank  < 0420 original=000001
        bank  > answer code=00
        bank  < nothing
        """);

    [Fact]
    public void What_a_dead_station_had_queued_is_sent_with_its_own_numbers() => Scenario.Play("""
        shop  > 0220 code=00 amount=000000000001
        shop  > 0220 code=00 amount=000000000002
        shop  < 0230 code=00
        shop  < 0230 code=00
        elsewhere taking over
        taking over again
        bank queued=2
        up bank
        wait 1 ms
        bank  < 0221 amount=000000000001 stan=000001
        bank  > answer code=00
        bank  < 0221 amount=000000000002 stan=000002
        bank  > answer code=00
        bank  < nothing
        totals bank debits=0
        """);

    [Fact]
    public void What_was_taken_up_survives_the_crash_of_the_taker() => Scenario.Play("""
        shop  > 0220 code=00
        shop  > 0200
        shop  < 0230 code=00
        bank  < 0200 stan=000002
        elsewhere taking over
        crash
        taking over again
        bank queued=2
        """);
}
