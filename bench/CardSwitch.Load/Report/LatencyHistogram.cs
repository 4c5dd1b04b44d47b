using System.Numerics;

namespace CardSwitch.Load.Report;

/// <summary>Counts of latencies in nanoseconds, log-linear: 128 steps per doubling, at most 0.4% off.</summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 7;
    private const int Steps = 1 << StepBits;
    private const int LargestBits = 40; // 18 minutes

    private readonly long[] counts = new long[(LargestBits - StepBits + 1) * Steps];

    public long Count { get; private set; }

    public void Record(long ns)
    {
        ulong value = (ulong)Math.Clamp(ns, 0, (1L << LargestBits) - 1);
        int shift = Math.Max(0, BitOperations.Log2(value | 1) - StepBits);
        counts[(shift * Steps) + (int)(value >> shift)]++;
        Count++;
    }

    /// <param name="quantile">Between 0 and 1.</param>
    /// <returns>Nanoseconds; zero when nothing was recorded.</returns>
    public double Quantile(double quantile)
    {
        long rank = (long)Math.Ceiling(quantile * Count);
        long seen = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            if (seen >= rank && seen > 0) return Middle(i);
        }

        return 0;
    }

    private static double Middle(int index)
    {
        int shift = Math.Max(0, (index / Steps) - 1);
        return ((index - (shift * Steps)) + 0.5) * (1L << shift);
    }
}
