using System.Runtime.CompilerServices;

namespace CardSwitch.Timing;

/// <summary>
/// Counts latencies in log-linear buckets: 64 to each power of two. Reported values are the middle of their bucket, at
/// most 1/128 (0.8%) off from 1 us to 60 s; below 1 us buckets are at most 8 ns wide, below 128 ns exact. Above 60 s a
/// latency counts in one last bucket.
/// </summary>
/// <remarks>
/// Memory, constant:
/// <code>
///       64    buckets for 0 to 63 ns, one each
///   + 29*64   for 64 ns to 2^35 ns (34.4 s), 29 powers of two
///   +    48   for 2^35 ns to 60 s, 2^29 ns each
///   +     1   for what is above
///   = 1,969   of 8 bytes = 15,752 bytes
/// </code>
/// One writer at a time, under a lock of the caller's; a snapshot may be taken by any thread without that lock. Each
/// number of a snapshot is whole, but it is not of one moment: a latency recorded while it is taken may be in the sum
/// and not yet in the counts, or the other way round. Its own count is always that of its buckets, so percentiles are
/// of what it holds, and a later snapshot never counts less in any bucket.
/// </remarks>
public sealed class LatencyHistogram
{
    private readonly long[] counts = new long[LatencyBuckets.Count];
    private long sumNs;
    private long minNs = long.MaxValue;
    private long maxNs;

    /// <summary>Counts one latency in ns. A negative one (a clock set back) counts as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(long nanoseconds)
    {
        if ((ulong)nanoseconds > LatencyBuckets.MaxNs)
        {
            RecordOutside(nanoseconds);
            return;
        }
        counts[LatencyBuckets.IndexOf(nanoseconds)]++;
        Note(nanoseconds);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RecordOutside(long nanoseconds)
    {
        long counted = Math.Max(0, nanoseconds);
        counts[counted == 0 ? 0 : LatencyBuckets.Saturated]++;
        // The sum takes at most the limit, so that one absurd value cannot overflow it nor bend the mean for ever.
        Note(Math.Min(counted, LatencyBuckets.MaxNs));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(long nanoseconds)
    {
        sumNs += nanoseconds;
        if (nanoseconds < minNs)
            minNs = nanoseconds;
        if (nanoseconds > maxNs)
            maxNs = nanoseconds;
    }

    /// <summary>What was recorded so far, in a snapshot of its own.</summary>
    public HistogramSnapshot Snapshot()
    {
        HistogramSnapshot snapshot = new();
        SnapshotInto(snapshot);
        return snapshot;
    }

    /// <summary>As <see cref="Snapshot"/>, over what <paramref name="snapshot"/> holds: for screens that repeat it.</summary>
    public void SnapshotInto(HistogramSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        long sum = Volatile.Read(ref sumNs), min = Volatile.Read(ref minNs), max = Volatile.Read(ref maxNs);
        Span<long> counts = snapshot.CountsForWriting;
        for (int i = 0; i < this.counts.Length; i++)
            counts[i] = Volatile.Read(ref this.counts[i]);
        snapshot.Settle(sum, min, max);
    }
}
