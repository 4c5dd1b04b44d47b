namespace CardSwitch.Timing;

/// <summary>
/// A copy of a <see cref="LatencyHistogram"/>, or a sum or difference of copies. All latencies are in ns. Owned by one
/// thread at a time; 15,752 bytes of counts.
/// </summary>
public sealed class HistogramSnapshot
{
    private readonly long[] counts = new long[LatencyBuckets.Count];
    private long sumNs;
    private long minNs = long.MaxValue;
    private long maxNs;

    /// <summary>Latencies counted.</summary>
    public long Count { get; private set; }

    /// <summary>Of these, how many were above 60 s. They stand in <see cref="Max"/>, mean and percentiles as 60 s.</summary>
    public long Saturated => counts[LatencyBuckets.Saturated];

    /// <summary>The sum of the latencies.</summary>
    public long Sum => sumNs;

    /// <summary>The smallest latency; 0 when there is none.</summary>
    public long Min => Count == 0 ? 0 : minNs;

    /// <summary>The largest latency, at most 60 s; 0 when there is none.</summary>
    public long Max => Count == 0 ? 0 : maxNs;

    /// <summary>The mean, exact but for what a running writer was at; 0 when there is none.</summary>
    public double Mean => Count == 0 ? 0 : (double)sumNs / Count;

    internal Span<long> CountsForWriting => counts;

    /// <summary>
    /// The smallest latency that at least <paramref name="percent"/> of all do not exceed, within the histogram's error;
    /// 0 when there is none. The 0th is the smallest, the 100th the largest.
    /// </summary>
    /// <param name="percent">0 to 100, such as 99.9; a NaN or a number outside throws.</param>
    public long Percentile(double percent)
    {
        if (!(percent >= 0 && percent <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentile lies from 0 to 100.");
        if (Count == 0)
            return 0;
        long rank = Math.Clamp((long)Math.Ceiling(percent / 100 * Count), 1, Count);
        if (percent == 0)
            return Min;
        if (rank == Count)
            return Max;
        long seen = 0;
        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= rank)
                return Math.Clamp(LatencyBuckets.MiddleOf(bucket), Min, Max);
        }
        return Max;
    }

    /// <summary>Adds what the other holds: the union of both.</summary>
    public void Add(HistogramSnapshot other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];
        Count += other.Count;
        sumNs += other.sumNs;
        minNs = Math.Min(minNs, other.minNs);
        maxNs = Math.Max(maxNs, other.maxNs);
    }

    /// <summary>
    /// What was recorded after <paramref name="earlier"/>, a snapshot of the same histogram: a second of a live screen.
    /// Its smallest and largest are known as closely as their buckets only.
    /// </summary>
    public HistogramSnapshot Since(HistogramSnapshot earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        HistogramSnapshot difference = new();
        for (int i = 0; i < counts.Length; i++)
        {
            long count = counts[i] - earlier.counts[i];
            if (count < 0)
                throw new ArgumentException("The other snapshot is not an earlier one of the same histogram.", nameof(earlier));
            difference.counts[i] = count;
        }
        difference.Settle(sumNs - earlier.sumNs, minNs, maxNs);
        return difference;
    }

    /// <summary>A copy that later additions to this one do not change.</summary>
    public HistogramSnapshot Copy()
    {
        HistogramSnapshot copy = new();
        copy.Add(this);
        return copy;
    }

    /// <summary>
    /// After the counts were written: their total, and what goes with them. The smallest and largest are brought into
    /// the outermost buckets that hold something: they may be of the histogram's whole life, or written a moment later.
    /// </summary>
    internal void Settle(long sumNs, long minNs, long maxNs)
    {
        long count = 0;
        int lowest = 0, highest = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            lowest = count == 0 ? i : lowest;
            highest = i;
            count += counts[i];
        }
        Count = count;
        this.sumNs = sumNs;
        (this.minNs, this.maxNs) = count == 0 ? (long.MaxValue, 0)
            : (Math.Clamp(minNs, LatencyBuckets.LowestOf(lowest), LatencyBuckets.HighestOf(lowest)),
                Math.Clamp(maxNs, LatencyBuckets.LowestOf(highest), LatencyBuckets.HighestOf(highest)));
    }
}
