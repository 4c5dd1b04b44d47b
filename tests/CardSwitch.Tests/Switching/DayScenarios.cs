namespace CardSwitch.Tests.Switching;

/// <summary>Business days: cut-over with both days open, their end, totals both ways, and what the bank is told of the day.</summary>
public sealed class DayScenarios
{
    private static readonly ScenarioSettings Host = new() { BankSignsOn = true, Institution = 999 };

    private static readonly ScenarioSettings Marked = new() { Institution = 999 };

    [Fact]
    public void A_request_gets_its_day_and_the_switchs_number() => Scenario.Play("""
        day 20261122
        shop  > 0200 fwd=111
        bank  < 0200 day=1122 fwd=999 stan=000001
        bank  > answer code=00
        shop  < 0210 code=00
        """, with: Marked);

    [Fact]
    public void A_reversal_keeps_its_originals_day_and_names_us() => Scenario.Play("""
        shop  > 0200 acq=123456
        bank  < 0200 day=1122 fwd=999
        cutover
        day 20261123 20261122
        shop  > 0200
        bank  < 0200 day=1123
        wait 10 s
        bank  < 0420 day=1122 fwd=999 de90=020000000111220530120000012345600000000999
        bank  > answer code=00
        bank  < 0420 day=1123
        """, with: Marked);

    [Fact]
    public void Without_a_number_of_its_own_the_switch_changes_nothing() => Scenario.Play("""
        shop  > 0200 fwd=111 day=1231
        bank  < 0200 fwd=111 day=1231
        """);

    [Theory]
    [InlineData("1123", "day=1123")]
    [InlineData("1122", "day=1122")]
    public void A_day_given_before_us_is_kept_while_it_is_open(string day, string sent) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        cutover
        shop  > 0200 day={day}
        bank  < 0200 {sent}
        """, with: Marked);

    [Fact]
    public void A_day_that_is_not_open_is_90() => Scenario.Play("""
        shop  > 0200 day=1124
        shop  < 0210 code=90
        bank  < nothing
        traffic cutOver=1
        """, with: Marked);

    [Fact]
    public void Both_days_are_open_until_nothing_of_the_earlier_one_waits() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        cutover
        journal Sent DayOpened
        notice DayOpened issuer=- detail=20261123
        wait 1 s
        day 20261123 20261122
        wait 9 s
        bank  < 0420 day=-
        day 20261123 20261122                # its reversal is queued
        bank  > answer code=00
        wait 1 ms
        day 20261123
        journal TimedOut Forwarded DayClosed
        notice DayClosed issuer=- detail=20261122
        """);

    [Fact]
    public void What_is_parked_does_not_keep_a_day_open() => Scenario.Play("""
        shop  > 0220 code=00
        wait 1 ms
        bank  < 0220
        cutover
        wait 1 ms
        day 20261123 20261122
        bank  > answer code=05
        wait 1 ms
        day 20261123
        """);

    [Fact]
    public void Totals_stand_on_the_day_of_acceptance() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        cutover
        bank  > answer code=00
        totals bank day=20261122 debits=1
        totals bank debits=0
        shop  > 0420 original
        totals bank day=20261122 debitReversals=1
        totals bank debitReversals=0
        """);

    [Fact]
    public void The_clock_cuts_over() => Scenario.Play("""
        day 20261122
        wait 65387 s                         # 23:39:59
        day 20261122
        wait 1 s
        day 20261123
        notice DayOpened
        notice DayClosed
        """, with: new() { CutOverMinute = 23 * 60 + 40 });

    [Fact]
    public void Hosts_are_told_of_the_new_day_and_then_of_the_old_ones_totals() => Scenario.Play("""
        sign on bank
        shop  > 0200 amount=000000010000
        bank  < 0200
        bank  > answer code=00
        shop  > 0200 amount=000000000500 proc=200000
        bank  < 0200
        bank  > answer code=00
        cutover
        bank  < 0800 net=201 day=1123
        bank  > answer code=00
        wait 1 ms
        wait 1 ms
        bank  < 0520 day=1122 fwd=999 de50=978 de74=0000000001 de76=0000000001 de88=0000000000010000 de97=D0000000000009500
        journal Sent Answered Sent Answered DayOpened DayClosed Queued
        bank  > answer code=00 de66=1
        journal Reconciled Forwarded
        bank queued=0
        """, with: Host);

    [Fact]
    public void A_host_whose_totals_differ_is_an_alarm() => Scenario.Play("""
        sign on bank
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        cutover
        bank  < 0800 net=201
        bank  > answer code=00
        wait 1 ms
        wait 1 ms
        bank  < 0520
        bank  > answer code=95 de66=2
        notice OutOfBalance issuer=bank detail=20261122
        bank queued=0 parkedNow=0
        """, with: Host);

    [Theory]
    [InlineData("bank", "D0000000000012345", "00", "1")]
    [InlineData("bank", "D0000000000012346", "95", "2")]
    [InlineData("shop", "D0000000000012345", "00", "1")]
    [InlineData("shop", "C0000000000012345", "95", "2")]
    public void Totals_of_either_side_are_compared_with_ours(string who, string net, string code, string result) => Scenario.Play($"""
        shop  > 0200 acq=123456
        bank  < 0200
        bank  > answer code=00
        shop  < 0210
        {who}  > 0520 only stan=000901 time=1122053012 day=1122 acq=123456 de50=978 de97={net}
        {who}  < 0530 code={code} de66={result} stan=000901
        {(code == "00" ? "no notice" : "notice OutOfBalance")}
        journal Sent Answered Reconciled
        """);

    [Fact]
    public void Totals_without_a_currency_are_an_error() => Scenario.Play("""
        shop  > 0500 only stan=000901 day=1122 acq=123456 de97=C0000000000000000
        shop  < 0510 code=95 de66=3
        """);

    [Fact]
    public void A_third_day_waits_for_the_first_to_end()
    {
        CoreRig rig = Scenario.Play("""
            shop  > 0200
            bank  < 0200
            cutover
            """);
        Assert.False(rig.Core.CutOver(rig.Now));
    }

    [Theory]
    [InlineData("1122", "1122")]
    [InlineData("1123", "1123")]
    [InlineData("1110", "1123")]
    public void An_advice_is_never_refused_for_its_day(string day, string sent) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        cutover
        shop  > 0220 code=00 day={day} pan={Scenario.SecondPan}
        shop  < 0230 code=00
        wait 1 ms
        bank  < 0220 day={sent} fwd=999
        """, with: Marked);

    [Fact]
    public void A_day_that_was_closed_when_the_station_fell_still_owes_its_totals() => Scenario.Play("""
        sign on bank
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        cutover
        hold                                 # the day's end is durable, the totals are not
        wait 1 ms
        durable 5                            # DayOpened Sent Answered DayOpened DayClosed
        crash
        journal Sent Answered DayOpened DayClosed Queued
        up bank
        sign on bank
        durable
        wait 1 ms
        bank  < 0520 day=1122 de76=0000000001 de97=D0000000000012345
        bank  > answer code=00 de66=1
        durable
        crash                                # and owes them once
        journal Reconciled Forwarded
        bank queued=0
        """, with: Host);
}
