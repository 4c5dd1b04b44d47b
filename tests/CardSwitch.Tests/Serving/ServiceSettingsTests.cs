using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.StandIn;
using CardSwitch.StoreAndForward;
using CardSwitch.Switching;

namespace CardSwitch.Tests.Serving;

public sealed class ServiceSettingsTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public void What_is_not_set_is_what_the_core_takes_by_itself()
    {
        IssuerOptions issuer = Remote();
        IssuerService service = ServiceSettings.OfIssuer(issuer);
        Assert.Equal(
            new IssuerProfile("bank", MessageFormats.Iso1987Ascii, 8_192, 10_000 * Ms, 25_000 * Ms, false) { SignOn = true },
            service.Profile);
        Assert.Equal(new BreakerSettings(), service.Profile.Breaker);
        Assert.Equal(new ForwardSettings(), service.Forward);
        Assert.Null(service.StandIn);
        Assert.Equal(new CoreSettings(65_536, true), ServiceSettings.OfStation(new StationOptions()));
    }

    [Fact]
    public void Every_setting_of_a_station_reaches_the_core()
    {
        var station = new StationOptions
        {
            Institution = 12_345_678_901,
            CutOver = new TimeOnly(22, 30),
            VerifyCheckDigit = false,
            Limits = { MaxPending = 1, MaxQueued = 2, RepeatWindow = 3, StoredAnswers = 4 },
        };
        Assert.Equal(
            new CoreSettings(1, false)
            {
                Institution = 12_345_678_901,
                MaxQueued = 2,
                RepeatWindow = 3,
                StoredAnswerBytes = 4,
                CutOverMinute = 1350,
            },
            ServiceSettings.OfStation(station));
        Assert.Equal(0, ServiceSettings.OfStation(new StationOptions { CutOver = TimeOnly.MinValue }).CutOverMinute);
    }

    [Fact]
    public void Every_setting_of_an_issuer_reaches_the_core()
    {
        IssuerOptions issuer = Remote();
        issuer.MaxPending = 7;
        issuer.TimeOut = TimeSpan.FromMilliseconds(8);
        issuer.AtmTimeOut = TimeSpan.FromMilliseconds(9);
        issuer.AllowPartialApproval = true;
        issuer.SignOn = false;
        issuer.LinkUse = LinkUse.Failover;
        issuer.Reversals = ReversalKind.Request;
        issuer.Echo = new EchoOptions { After = TimeSpan.FromMilliseconds(1), TimeOut = TimeSpan.FromMilliseconds(2), Misses = 3 };
        issuer.Breaker = new BreakerOptions
        {
            Failures = 1,
            Samples = 2,
            FailurePercent = 3,
            Window = TimeSpan.FromMilliseconds(4),
            ProbeAfter = TimeSpan.FromMilliseconds(5),
            ProbeRequests = 6,
        };
        issuer.StoreAndForward = new ForwardOptions
        {
            RetryFirst = TimeSpan.FromMilliseconds(1),
            RetryMost = TimeSpan.FromDays(1),
            Attempts = 2,
            InFlight = 3,
            TimeOut = TimeSpan.FromMilliseconds(4),
        };

        IssuerService service = ServiceSettings.OfIssuer(issuer);
        var breaker = new BreakerSettings
        {
            Failures = 1,
            Samples = 2,
            FailurePercent = 3,
            WindowNs = 4 * Ms,
            ProbeAfterNs = 5 * Ms,
            ProbeRequests = 6,
        };
        Assert.Equal(
            new IssuerProfile("bank", MessageFormats.Iso1987Ascii, 7, 8 * Ms, 9 * Ms, true)
            {
                SignOn = false,
                Failover = true,
                ReversalsAsRequests = true,
                EchoAfterNs = 1 * Ms,
                EchoTimeOutNs = 2 * Ms,
                EchoMisses = 3,
                Breaker = breaker,
            },
            service.Profile);
        Assert.Equal(
            new ForwardSettings
            {
                RetryFirstNs = 1 * Ms,
                RetryMostNs = 86_400_000 * Ms,
                MaxAttempts = 2,
                MaxInFlight = 3,
                TimeOutNs = 4 * Ms,
            },
            service.Forward);
    }

    [Fact]
    public void Every_stand_in_rule_reaches_the_core()
    {
        IssuerOptions issuer = Remote();
        issuer.StandIn = new StandInOptions
        {
            Currency = Currency.Of(978),
            AmountLimit = 1,
            DailyAmount = 2,
            DailyCount = 3,
            Merchants = ["5411"],
            ExceptMerchants = ["3000-3001"],
            OnTimeOut = false,
            AllowPin = true,
        };
        Assert.True(Pan.TryParse("4761739001010119"u8, out Pan card));
        issuer.StandIn.StopList.Add(card);

        StandInRules rules = ServiceSettings.OfIssuer(issuer).StandIn!;
        Assert.Equal((978, 1L, 2L, 3), (rules.Currency, rules.AmountLimit, rules.DailyAmount, rules.DailyCount));
        Assert.Equal([5411], Enumerable.Range(0, 10_000).Where(rules.Merchants.Contains));
        Assert.Equal([3000, 3001], Enumerable.Range(0, 10_000).Where(rules.ExceptMerchants.Contains));
        Assert.Equal((true, 1), (rules.StopList.Contains(card), rules.StopList.Count));
        Assert.Equal((false, true), (rules.OnTimeOut, rules.AllowPin));
    }

    [Fact]
    public void Two_stop_lists_of_the_same_card_share_no_key()
    {
        Assert.True(Pan.TryParse("4761739001010119"u8, out Pan card));
        StandInOptions one = Rules(), other = Rules();
        one.StopList.Add(card);
        Assert.True(one.StopList.Contains(card));
        Assert.False(other.StopList.Contains(card));
    }

    [Fact]
    public void An_issuer_in_this_process_is_neither_signed_on_to_nor_echoed()
    {
        var issuer = new IssuerOptions { Name = "own", Handler = ScriptedHandler.Approving };
        IssuerProfile profile = ServiceSettings.OfIssuer(issuer).Profile;
        Assert.Equal((false, 0L), (profile.SignOn, profile.EchoAfterNs));
    }

    private static StandInOptions Rules() =>
        new() { Currency = Currency.Of(978), AmountLimit = 1, DailyAmount = 2, DailyCount = 3 };

    private static IssuerOptions Remote() =>
        new() { Name = "bank", EndPoints = { new IssuerEndPoint("10.0.0.1", 6000) } };
}
