namespace CardSwitch.Timing;

/// <summary>
/// A copy of a station's timings, or a sum or difference of copies of stations with the same issuers. Owned by one
/// thread at a time.
/// </summary>
public sealed class TimingsSnapshot
{
    private readonly string[] issuers;

    internal TimingsSnapshot(string[] issuers)
        : this(issuers, new HistogramSnapshot[(issuers.Length + 1) * StationTimings.Steps])
    {
        for (int i = 0; i < Histograms.Length; i++)
            Histograms[i] = new HistogramSnapshot();
    }

    private TimingsSnapshot(string[] issuers, HistogramSnapshot[] histograms)
    {
        this.issuers = issuers;
        Histograms = histograms;
    }

    internal HistogramSnapshot[] Histograms { get; }

    /// <summary>The issuers' names, by index.</summary>
    public IReadOnlyList<string> Issuers => issuers;

    /// <summary>One issuer's step; the issuer may be <see cref="StationTimings.NoIssuer"/>.</summary>
    public HistogramSnapshot this[int issuer, Step step] => Histograms[((issuer + 1) * StationTimings.Steps) + (int)step];

    /// <summary>A step over all issuers and none, in a snapshot of its own.</summary>
    public HistogramSnapshot Total(Step step)
    {
        HistogramSnapshot total = new();
        for (int issuer = StationTimings.NoIssuer; issuer < issuers.Length; issuer++)
            total.Add(this[issuer, step]);
        return total;
    }

    /// <summary>Adds what a station with the same issuers recorded; another's throws <see cref="ArgumentException"/>.</summary>
    public void Add(TimingsSnapshot other)
    {
        ThrowIfOfOthers(other);
        for (int i = 0; i < Histograms.Length; i++)
            Histograms[i].Add(other.Histograms[i]);
    }

    /// <summary>What was recorded after an earlier snapshot of the same timings.</summary>
    public TimingsSnapshot Since(TimingsSnapshot earlier)
    {
        ThrowIfOfOthers(earlier);
        return new TimingsSnapshot(issuers, [.. Histograms.Zip(earlier.Histograms, (now, then) => now.Since(then))]);
    }

    internal bool IsOf(string[] issuers) =>
        ReferenceEquals(issuers, this.issuers) || issuers.AsSpan().SequenceEqual(this.issuers);

    private void ThrowIfOfOthers(TimingsSnapshot other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!other.IsOf(issuers))
            throw new ArgumentException("The snapshot is of other issuers.", nameof(other));
    }
}
