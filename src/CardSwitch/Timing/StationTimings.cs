using System.Runtime.CompilerServices;

namespace CardSwitch.Timing;

/// <summary>
/// How long each step took, for each issuer of a station, and for what went to none (no route, format error). One
/// writer at a time, as for <see cref="LatencyHistogram"/>; snapshots by any thread.
/// </summary>
/// <remarks>
/// Memory: 5 steps of 15,752 bytes (<see cref="LatencyHistogram"/>) = 78,760 bytes for each issuer, and once for none.
/// </remarks>
public sealed class StationTimings
{
    /// <summary>The issuer index of a transaction that has no issuer, and the name it is shown under.</summary>
    public const int NoIssuer = -1;

    /// <summary>The name that <see cref="NoIssuer"/> is shown under.</summary>
    public const string NoIssuerName = "none";

    internal const int Steps = 5;

    private readonly LatencyHistogram[] histograms;
    private readonly string[] issuers;

    /// <param name="issuers">The issuers' names; an issuer's index is its place among them.</param>
    public StationTimings(IEnumerable<string> issuers)
    {
        ArgumentNullException.ThrowIfNull(issuers);
        this.issuers = [.. issuers];
        histograms = new LatencyHistogram[(this.issuers.Length + 1) * Steps];
        for (int i = 0; i < histograms.Length; i++)
            histograms[i] = new LatencyHistogram();
    }

    /// <summary>The issuers' names, by index.</summary>
    public IReadOnlyList<string> Issuers => issuers;

    /// <summary>
    /// Counts one latency. Throws <see cref="IndexOutOfRangeException"/> for an issuer that there is not.
    /// </summary>
    /// <param name="issuer">An index of <see cref="Issuers"/>, or <see cref="NoIssuer"/>.</param>
    /// <param name="step">The step that took the time.</param>
    /// <param name="nanoseconds">How long it took.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(int issuer, Step step, long nanoseconds) =>
        histograms[((issuer + 1) * Steps) + (int)step].Record(nanoseconds);

    /// <summary>The histogram itself, for a caller that records many of the same issuer and step.</summary>
    public LatencyHistogram Histogram(int issuer, Step step) => histograms[((issuer + 1) * Steps) + (int)step];

    /// <summary>All that was recorded so far.</summary>
    public TimingsSnapshot Snapshot()
    {
        TimingsSnapshot snapshot = new(issuers);
        SnapshotInto(snapshot);
        return snapshot;
    }

    /// <summary>As <see cref="Snapshot"/>, over a snapshot of these timings taken before.</summary>
    public void SnapshotInto(TimingsSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!snapshot.IsOf(issuers))
            throw new ArgumentException("The snapshot is of other issuers.", nameof(snapshot));
        for (int i = 0; i < histograms.Length; i++)
            histograms[i].SnapshotInto(snapshot.Histograms[i]);
    }
}
