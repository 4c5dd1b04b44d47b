using CardSwitch.Issuing;
using CardSwitch.StandIn;
using CardSwitch.StoreAndForward;
using CardSwitch.Switching;

namespace CardSwitch.Tests.Switching;

/// <summary>What a scenario's station is set to, where it is not the usual. What is said of issuers is said of all.</summary>
internal sealed record ScenarioSettings
{
    internal const long Second = 1_000_000_000;

    internal int MaxPending { get; init; } = 100;

    internal int MaxPendingInAll { get; init; } = 1000;

    internal int MaxQueued { get; init; } = 1000;

    internal bool AllowPartial { get; init; }

    internal bool Failover { get; init; }

    internal bool ReversalsAsRequests { get; init; }

    internal long Institution { get; init; }

    internal int CutOverMinute { get; init; } = -1;

    /// <summary>Whether bank signs on. Other never does, as an issuer in the station's own process.</summary>
    internal bool BankSignsOn { get; init; }

    internal bool ShopsSignOn { get; init; }

    /// <summary>Whether shops' messages have MACs, which are found right.</summary>
    internal bool ShopsSign { get; init; }

    internal bool StrictAnswers { get; init; }

    internal long EchoAfterSeconds { get; init; }

    internal StandInRules? StandIn { get; init; }

    internal BreakerSettings Breaker { get; init; } = new();

    internal ForwardSettings Forward { get; init; } = new();

    internal CoreSettings Core => new(MaxPendingInAll, VerifyCheckDigit: true)
    {
        Institution = Institution,
        MaxQueued = MaxQueued,
        RepeatWindow = 4_096,
        StoredAnswerBytes = 1 << 20,
        CutOverMinute = CutOverMinute,
    };

    internal IssuerService Service(string name, Iso8583.MessageFormat format, bool signsOn) => new(
        new IssuerProfile(name, format, MaxPending, 10 * Second, 25 * Second, AllowPartial)
        {
            SignOn = signsOn,
            StrictAnswers = StrictAnswers,
            Failover = Failover,
            ReversalsAsRequests = ReversalsAsRequests,
            EchoAfterNs = EchoAfterSeconds * Second,
            Breaker = Breaker,
        },
        Forward, StandIn);
}
