using System.Numerics;
using System.Runtime.CompilerServices;

namespace CardSwitch.Timing;

/// <summary>Which bucket a latency in ns falls into, and where each bucket lies.</summary>
internal static class LatencyBuckets
{
    /// <summary>60 s.</summary>
    public const long MaxNs = 60_000_000_000;

    /// <summary>2^6 buckets to a power of two.</summary>
    private const int Precision = 6;

    /// <summary>The bucket of what is above 60 s; the one before it holds 60 s.</summary>
    public const int Saturated = (29 << Precision) + (int)(MaxNs >> 29) + 1;

    public const int Count = Saturated + 1;

    /// <summary>
    /// The bucket of a latency from 0 to <see cref="MaxNs"/>: the seven highest bits, the first of which is always set
    /// from 64 on, behind the number of bits dropped.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(long nanoseconds)
    {
        int dropped = 63 - Precision - BitOperations.LeadingZeroCount((ulong)nanoseconds | (1UL << Precision));
        return (dropped << Precision) + (int)(nanoseconds >> dropped);
    }

    /// <summary>The smallest latency of the bucket; of the saturated one 60 s, as that is what it is reported as.</summary>
    public static long LowestOf(int bucket)
    {
        if (bucket == Saturated)
            return MaxNs;
        int dropped = Math.Max(0, (bucket >> Precision) - 1);
        return (long)(bucket - (dropped << Precision)) << dropped;
    }

    /// <summary>The largest latency of the bucket, at most 60 s.</summary>
    public static long HighestOf(int bucket) => bucket >= Saturated - 1 ? MaxNs : LowestOf(bucket + 1) - 1;

    /// <summary>The value reported for the bucket: its middle.</summary>
    public static long MiddleOf(int bucket) => LowestOf(bucket) + ((HighestOf(bucket) - LowestOf(bucket)) / 2);
}
