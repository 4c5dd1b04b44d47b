using System.Numerics;

namespace CardSwitch.Simulation.Clockwork;

/// <summary>
/// Chance from a seed, the same on every machine and in every version of the runtime: xoshiro256** (Blackman and Vigna,
/// 2018), its state filled by SplitMix64.
/// </summary>
internal sealed class SeededRandom
{
    private ulong s0, s1, s2, s3;

    internal SeededRandom(ulong seed)
    {
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    internal ulong Next()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>0 to <paramref name="bound"/> - 1.</summary>
    internal int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Both ends included.</summary>
    internal long Between(long least, long most) => least + (long)Math.BigMul(Next(), (ulong)(most - least + 1), out _);

    /// <summary>True so many times in a hundred.</summary>
    internal bool Percent(int percent) => Below(100) < percent;

    /// <summary>True so many times in ten thousand.</summary>
    internal bool Basis(int basisPoints) => Below(10_000) < basisPoints;

    internal T Pick<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>A value that belongs to a seed and a number, evenly spread, whatever was drawn before.</summary>
    internal static ulong Of(ulong seed, ulong number)
    {
        ulong state = seed + number * 0xD1B54A32D192ED03;
        return SplitMix(ref state);
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong x = state += 0x9E3779B97F4A7C15;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
}
