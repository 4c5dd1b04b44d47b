namespace CardSwitch.Station.Simulators;

/// <summary>
/// Reproducible chance: a sequence from a seed, or a value from a seed and a number, the same on every machine and in
/// whatever order things happen (SplitMix64, Steele, Lea and Flood 2014).
/// </summary>
internal struct Chance(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state = seed;

    /// <summary>The value that belongs to a number, evenly spread over all 64-bit values.</summary>
    internal static ulong Of(ulong seed, ulong number)
    {
        ulong x = seed * Golden + number + Golden;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }

    internal ulong Next()
    {
        state += Golden;
        return Of(0, state);
    }

    /// <summary>0 to <paramref name="bound"/> - 1.</summary>
    internal int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>0 or more and below 1.</summary>
    internal double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));
}
