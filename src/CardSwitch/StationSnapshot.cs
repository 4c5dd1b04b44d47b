using CardSwitch.Switching;
using CardSwitch.Timing;

namespace CardSwitch;

/// <summary>A station's counts since its start, taken at one moment.</summary>
/// <param name="Station">The station's name.</param>
/// <param name="Uptime">Time since the start.</param>
/// <param name="Traffic">What came in from shops, and what was answered without asking an issuer.</param>
/// <param name="Issuers">Each issuer's counts, in the order of the options.</param>
/// <param name="Connections">Open shop connections.</param>
/// <param name="Timings">How long every step took, by issuer.</param>
public sealed record StationSnapshot(
    string Station,
    TimeSpan Uptime,
    TrafficCounts Traffic,
    IReadOnlyList<IssuerSnapshot> Issuers,
    int Connections,
    TimingsSnapshot Timings)
{
    /// <summary>The business day that requests are accepted in.</summary>
    public DateOnly BusinessDay { get; init; }

    /// <summary>How far the journal is; null when none is kept.</summary>
    public JournalSnapshot? Journal { get; init; }

    /// <summary>The certificates of the links with TLS, listeners first.</summary>
    public IReadOnlyList<CertificateSnapshot> Certificates { get; init; } = [];

    /// <summary>The totals of issuers by business day and currency, those of closed days as long as they are kept.</summary>
    public IReadOnlyList<TotalsSnapshot> Totals { get; init; } = [];
}
