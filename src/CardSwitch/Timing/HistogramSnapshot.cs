namespace CardSwitch.Timing;

/// <summary>
/// A copy of a <see cref="LatencyHistogram"/>, or a sum or difference of copies. All latencies are in ns. Owned by one
/// thread at a time; 15,752 bytes of counts.
/// </summary>
public sealed class HistogramSnapshot
{
    private readonly long[] _counts = new long[LatencyBuckets.Count];
    private long _sumNs;
    private long _minNs = long.MaxValue;
    private long _maxNs;

    /// <summary>Latencies counted.</summary>
    public long Count { get; private set; }

    /// <summary>Of these, how many were above 60 s. They stand in <see cref="Max"/>, mean and percentiles as 60 s.</summary>
    public long Saturated => _counts[LatencyBuckets.Saturated];

    /// <summary>The sum of the latencies.</summary>
    public long Sum => _sumNs;

    /// <summary>The smallest latency; 0 when there is none.</summary>
    public long Min => Count == 0 ? 0 : _minNs;

    /// <summary>The largest latency, at most 60 s; 0 when there is none.</summary>
    public long Max => Count == 0 ? 0 : _maxNs;

    /// <summary>The mean, exact but for what a running writer was at; 0 when there is none.</summary>
    public double Mean => Count == 0 ? 0 : (double)_sumNs / Count;

    internal Span<long> CountsForWriting => _counts;

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
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
                return Math.Clamp(LatencyBuckets.MiddleOf(bucket), Min, Max);
        }
        return Max;
    }

    /// <summary>Adds what the other holds: the union of both.</summary>
    public void Add(HistogramSnapshot other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        Count += other.Count;
        _sumNs += other._sumNs;
        _minNs = Math.Min(_minNs, other._minNs);
        _maxNs = Math.Max(_maxNs, other._maxNs);
    }

    /// <summary>
    /// What was recorded after <paramref name="earlier"/>, a snapshot of the same histogram: a second of a live screen.
    /// Its smallest and largest are known as closely as their buckets only.
    /// </summary>
    public HistogramSnapshot Since(HistogramSnapshot earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        HistogramSnapshot difference = new();
        for (int i = 0; i < _counts.Length; i++)
        {
            long count = _counts[i] - earlier._counts[i];
            if (count < 0)
                throw new ArgumentException("The other snapshot is not an earlier one of the same histogram.", nameof(earlier));
            difference._counts[i] = count;
        }
        difference.Settle(_sumNs - earlier._sumNs, _minNs, _maxNs);
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
        for (int i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] == 0)
                continue;
            lowest = count == 0 ? i : lowest;
            highest = i;
            count += _counts[i];
        }
        Count = count;
        _sumNs = sumNs;
        (_minNs, _maxNs) = count == 0 ? (long.MaxValue, 0)
            : (Math.Clamp(minNs, LatencyBuckets.LowestOf(lowest), LatencyBuckets.HighestOf(lowest)),
                Math.Clamp(maxNs, LatencyBuckets.LowestOf(highest), LatencyBuckets.HighestOf(highest)));
    }
}
