namespace CardSwitch.Issuing;

/// <summary>
/// Counts results and failures of the latest stretch of time, in tenths of it: a result counts until the tenth in which
/// it came is ten tenths past.
/// </summary>
internal sealed class ResultWindow(long lengthNs)
{
    private const int Tenths = 10;

    private readonly long tenthNs = Math.Max(lengthNs / Tenths, 1);
    private readonly int[] results = new int[Tenths];
    private readonly int[] failures = new int[Tenths];
    private long tenth;
    private long tenthEnds = long.MinValue;
    private int current;

    internal int Results { get; private set; }

    internal int Failures { get; private set; }

    /// <param name="now">Not before the one given last.</param>
    /// <param name="failed">Which of the two it was.</param>
    internal void Add(long now, bool failed)
    {
        if (now >= tenthEnds) MoveTo(now);
        results[current]++;
        Results++;
        if (!failed) return;
        failures[current]++;
        Failures++;
    }

    internal void Clear()
    {
        Array.Clear(results);
        Array.Clear(failures);
        Results = 0;
        Failures = 0;
    }

    private void MoveTo(long now)
    {
        long next = now / tenthNs;
        for (long passed = Math.Min(next - tenth, Tenths); passed > 0; passed--)
        {
            if (++current == Tenths) current = 0;
            Results -= results[current];
            Failures -= failures[current];
            results[current] = 0;
            failures[current] = 0;
        }
        tenth = next;
        tenthEnds = (next + 1) * tenthNs;
    }
}
