namespace CardSwitch.Issuing;

/// <summary>When an issuer gets no more requests, and how it is tried again. Times in ns.</summary>
internal sealed record BreakerSettings
{
    /// <summary>So many failures in a row open the breaker; 0: no number does.</summary>
    internal int Failures { get; init; } = 10;

    /// <summary>Below so many results in the window their share of failures says nothing; 0: the share never counts.</summary>
    internal int Samples { get; init; } = 20;

    /// <summary>Failures among a hundred results of the window that open the breaker.</summary>
    internal int FailurePercent { get; init; } = 50;

    /// <summary>How far back results count for the share, to a tenth.</summary>
    internal long WindowNs { get; init; } = 10_000_000_000;

    /// <summary>From the opening, or from the last probe, to the next probe.</summary>
    internal long ProbeAfterNs { get; init; } = 5_000_000_000;

    /// <summary>So many requests must succeed, after a probe did, before all are let through again.</summary>
    internal int ProbeRequests { get; init; } = 3;
}
