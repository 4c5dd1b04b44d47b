using CardSwitch.Iso8583;

namespace CardSwitch.Issuing;

/// <summary>What the core has to know of an issuer. Times in ns.</summary>
internal sealed record IssuerProfile(
    string Name, MessageFormat Format, int MaxPending, long TimeOutNs, long AtmTimeOutNs, bool AllowPartialApproval)
{
    /// <summary>Whether financial traffic waits for a sign-on over the link; never with an issuer in this process.</summary>
    internal bool SignOn { get; init; }

    /// <summary>Whether the links are used in turn, or the first of them that is up.</summary>
    internal bool Failover { get; init; }

    /// <summary>Whether an answer must follow from its request in all that it carries.</summary>
    internal bool StrictAnswers { get; init; }

    /// <summary>Whether reversals go as requests (0400) in place of advices (0420).</summary>
    internal bool ReversalsAsRequests { get; init; }

    /// <summary>An echo is sent after so long a silence on a link; 0: none is.</summary>
    internal long EchoAfterNs { get; init; } = 30_000_000_000;

    /// <summary>How long a network management message waits for its answer.</summary>
    internal long EchoTimeOutNs { get; init; } = 10_000_000_000;

    /// <summary>So many echoes without an answer close the link.</summary>
    internal int EchoMisses { get; init; } = 3;

    /// <summary>When it gets no more requests, and how it is tried again.</summary>
    internal BreakerSettings Breaker { get; init; } = new();
}
