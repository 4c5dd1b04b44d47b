using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Serving;

public sealed class StationOptionsTests
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    [Fact]
    public void Sound_options_have_no_errors() => Assert.Empty(Sound().Validate());

    [Fact]
    public void A_station_without_anything_is_a_station() => Assert.Empty(new StationOptions().Validate());

    [Fact]
    public void Every_error_is_named_with_its_path_and_what_was_expected()
    {
        StationOptions options = Sound()
            .Listen("shops", 70_000, Ascii, listener => listener.MaxConnections = 0)
            .Listen(" ", -1, Ascii)
            .Connect("bank", " ", 0, Ascii, issuer =>
            {
                issuer.EndPoints[1] = issuer.EndPoints[1] with { Connections = 65 };
                issuer.MaxPending = 250_000;
                issuer.TimeOut = TimeSpan.Zero;
                issuer.AtmTimeOut = TimeSpan.FromHours(2);
            })
            .Handle("bank", ScriptedHandler.Approving)
            .Route("4", "bank");
        options.Issuers.Add(new IssuerOptions { Name = "bank" });
        options.Limits.MaxPending = 0;
        options.Limits.MaxOutputPerLink = -1;
        options.Limits.FrameDeadline = TimeSpan.FromTicks(-1);
        options.Limits.DrainTimeOut = TimeSpan.MaxValue;

        string[] expected =
        [
            "listeners[1].name: 'shops' stands twice",
            "listeners[2].name: expected a name",
            "issuers[1].name: 'bank' stands twice",
            "listeners[1].port: expected 0 to 65535, found 70000",
            "listeners[1].maxConnections: expected more than 0, found 0",
            "listeners[2].port: expected 0 to 65535, found -1",
            "issuers[0]: expected either endpoints or a handler, found both",
            "issuers[0].endpoints[1].host: expected a name or address",
            "issuers[0].endpoints[1].port: expected 1 to 65535, found 0",
            "issuers[0].endpoints[1].connections: expected 1 to 64, found 65",
            "issuers[0].maxPending: expected 1 to 249999, found 250000",
            "issuers[0].timeOut: expected more than 0 and at most an hour, found 00:00:00",
            "issuers[0].atmTimeOut: expected more than 0 and at most an hour, found 02:00:00",
            "issuers[1]: expected either endpoints or a handler, found neither",
            "routes[1].range: expected a prefix or range of 2 to 19 digits, such as 476173 or 51-55, found '4'",
            "limits.maxPending: expected more than 0, found 0",
            "limits.maxOutputPerLink: expected more than 0, found -1",
            "limits.frameDeadline: expected more than 0 and at most an hour, found -00:00:00.0000001",
            $"limits.drainTimeOut: expected more than 0 and at most an hour, found {TimeSpan.MaxValue}",
        ];
        StationOptionsException error = Assert.Throws<StationOptionsException>(() => new SwitchServer(options));
        Assert.Equal(expected, error.Errors);
        Assert.Equal(string.Join(Environment.NewLine, expected), error.Message);
    }

    [Fact]
    public void Every_error_of_how_an_issuer_is_served_is_named_too()
    {
        StationOptions options = Sound();
        options.Institution = 100_000_000_000;
        options.CutOver = new TimeOnly(22, 0, 30);
        options.Limits.MaxQueued = 0;
        options.Limits.RepeatWindow = 0;
        options.Limits.StoredAnswers = 65_535;
        IssuerOptions bank = options.Issuers[0];
        bank.LinkUse = (LinkUse)9;
        bank.Reversals = (ReversalKind)9;
        bank.Echo = new EchoOptions { After = TimeSpan.FromTicks(-1), TimeOut = TimeSpan.Zero, Misses = 0 };
        bank.Breaker = new BreakerOptions
        {
            Failures = -1,
            Samples = -1,
            FailurePercent = 101,
            Window = TimeSpan.Zero,
            ProbeAfter = TimeSpan.FromHours(2),
            ProbeRequests = 0,
        };
        bank.StoreAndForward = new ForwardOptions
        {
            RetryFirst = TimeSpan.Zero,
            RetryMost = TimeSpan.FromDays(2),
            Attempts = 0,
            InFlight = 10_001,
            TimeOut = TimeSpan.Zero,
        };
        bank.StandIn = new StandInOptions
        {
            Currency = default,
            AmountLimit = 0,
            DailyAmount = -1,
            DailyCount = 0,
            Merchants = ["5411", "54111"],
            ExceptMerchants = ["3299-3000"],
        };
        Assert.Equal(
            [
                "issuers[0].linkUse: expected InTurn or Failover, found 9",
                "issuers[0].reversals: expected Advice or Request, found 9",
                "issuers[0].echo.after: expected more than 0 and at most an hour, found -00:00:00.0000001",
                "issuers[0].echo.timeOut: expected more than 0 and at most an hour, found 00:00:00",
                "issuers[0].echo.misses: expected 1 to 100, found 0",
                "issuers[0].breaker.failures: expected 0 to 1000000, found -1",
                "issuers[0].breaker.samples: expected 0 to 1000000, found -1",
                "issuers[0].breaker.failurePercent: expected 1 to 100, found 101",
                "issuers[0].breaker.window: expected more than 0 and at most an hour, found 00:00:00",
                "issuers[0].breaker.probeAfter: expected more than 0 and at most an hour, found 02:00:00",
                "issuers[0].breaker.probeRequests: expected 1 to 10000, found 0",
                "issuers[0].storeAndForward.retryFirst: expected more than 0 and at most an hour, found 00:00:00",
                "issuers[0].storeAndForward.retryMost: expected retryFirst to a day, found 2.00:00:00",
                "issuers[0].storeAndForward.attempts: expected 1 to 1000000, found 0",
                "issuers[0].storeAndForward.inFlight: expected 1 to 10000, found 10001",
                "issuers[0].storeAndForward.timeOut: expected more than 0 and at most an hour, found 00:00:00",
                "issuers[0].standIn.currency: expected a currency, found none",
                "issuers[0].standIn.amountLimit: expected 1 to 999999999999, found 0",
                "issuers[0].standIn.dailyAmount: expected at least amountLimit, found -1",
                "issuers[0].standIn.dailyCount: expected more than 0, found 0",
                "issuers[0].standIn.merchants[1]: expected a merchant type such as 5411, or a range such as 3000-3299, found '54111'",
                "issuers[0].standIn.exceptMerchants[0]: expected a merchant type such as 5411, or a range such as 3000-3299, found '3299-3000'",
                "institution: expected 1 to 11 digits, or 0 for none, found 100000000000",
                "cutOver: expected whole minutes, found 22:00:30.0000000",
                "limits.maxQueued: expected more than 0, found 0",
                "limits.repeatWindow: expected 1 to 100000000, found 0",
                "limits.storedAnswers: expected 65536 to 1073741824, found 65535",
            ],
            options.Validate());
    }

    [Fact]
    public void Routes_that_contradict_each_other_are_an_error()
    {
        StationOptions options = Sound().Route("40-45", "bank").Route("45-49", "other");
        string error = Assert.Single(Assert.Throws<StationOptionsException>(() => new SwitchServer(options)).Errors);
        Assert.StartsWith("routes: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_format_with_action_codes_is_refused_where_a_refusal_would_become_an_approval()
    {
        StationOptions options = Sound()
            .Listen("later", 0, MessageFormats.Iso1993Ascii)
            .Handle("own", ScriptedHandler.Approving, issuer => issuer.Format = MessageFormats.Iso2003Binary);
        Assert.Equal(
            [
                "listeners[1].format: expected response codes (DE 39) of 2 characters, found 3 in iso1993-ascii",
                "issuers[1].format: expected response codes (DE 39) of 2 characters, found 4 in iso2003-binary",
            ],
            options.Validate());
    }

    [Fact]
    public void No_options_are_the_programmers_error() => Assert.Throws<ArgumentNullException>(() => new SwitchServer(null!));

    [Fact]
    public void Connecting_an_issuer_again_adds_an_address()
    {
        StationOptions options = Sound().Connect("bank", "127.0.0.2", 6001, Ascii);
        IssuerOptions bank = Assert.Single(options.Issuers);
        Assert.Equal([new IssuerEndPoint("127.0.0.1", 6000), new IssuerEndPoint("127.0.0.2", 6001)], bank.EndPoints);
    }

    private static StationOptions Sound() =>
        new StationOptions().Listen("shops", 0, Ascii).Connect("bank", "127.0.0.1", 6000, Ascii).Route("4761", "bank");

    [Fact]
    public void A_journal_needs_a_store_and_a_key_unless_none_is_kept()
    {
        var options = new StationOptions();
        options.Journal.Key = new byte[31];
        options.Journal.MaxLag = 0;
        options.Journal.MaxBacklog = 0;
        Assert.Empty(options.Validate());
        options.Journal.Mode = CardSwitch.Journal.JournalMode.Behind;
        Assert.Equal(
            [
                "journal.store: expected a store, as the mode is not None",
                "journal.key: expected 32 bytes, found 31",
                "journal.maxLag: expected more than 0, found 0",
                "journal.maxBacklog: expected more than 0, found 0",
            ],
            options.Validate());
    }
}
