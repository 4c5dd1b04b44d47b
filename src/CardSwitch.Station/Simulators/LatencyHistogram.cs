using System.Diagnostics;
using System.Numerics;

namespace CardSwitch.Station.Simulators;

/// <summary>
/// How long answers took: counts in buckets whose width is at most 1/64 of their value, so that a percentile is within
/// 0.8%; from 100 ns to beyond a minute, in constant memory. Any thread may record.
/// </summary>
internal sealed class LatencyHistogram
{
    // 64 buckets for each power of two; values up to 2^31 units of 100 ns, which is 215 s.
    private const int SubBits = 6, SubBuckets = 1 << SubBits, Powers = 31 - SubBits;

    private readonly long[] _buckets = new long[(Powers + 2) * SubBuckets];

    internal void Record(long stopwatchTicks)
    {
        double units = stopwatchTicks * (1e7 / Stopwatch.Frequency);
        Interlocked.Increment(ref _buckets[BucketOf((long)Math.Clamp(units, 0, int.MaxValue))]);
    }

    /// <summary>Adds what another histogram holds.</summary>
    internal void Add(LatencyHistogram other)
    {
        for (int i = 0; i < _buckets.Length; i++) _buckets[i] += Volatile.Read(ref other._buckets[i]);
    }

    /// <summary>Takes away what was there at an earlier moment, so that what came since remains.</summary>
    internal void Subtract(LatencyHistogram earlier)
    {
        for (int i = 0; i < _buckets.Length; i++) _buckets[i] -= earlier._buckets[i];
    }

    internal void Clear() => Array.Clear(_buckets);

    internal long Count
    {
        get
        {
            long sum = 0;
            foreach (long count in _buckets) sum += count;
            return sum;
        }
    }

    /// <summary>The time within which that share of the answers came, such as 0.99; zero when there are none.</summary>
    internal TimeSpan Percentile(double share)
    {
        long total = Count;
        if (total == 0) return TimeSpan.Zero;
        long rank = Math.Clamp((long)Math.Ceiling(share * total), 1, total);
        int bucket = 0;
        for (long seen = _buckets[0]; seen < rank; seen += _buckets[bucket]) bucket++;
        return TimeSpan.FromTicks(MiddleOf(bucket));
    }

    private static int BucketOf(long units)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)units) - SubBits);
        return shift * SubBuckets + (int)(units >> shift);
    }

    private static long MiddleOf(int bucket)
    {
        int shift = Math.Max(0, bucket / SubBuckets - 1);
        long units = bucket - (long)shift * SubBuckets;
        return (units << shift) + (1L << shift) / 2;
    }
}
