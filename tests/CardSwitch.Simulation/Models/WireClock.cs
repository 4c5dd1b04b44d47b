namespace CardSwitch.Simulation.Models;

/// <summary>Dates and times as messages carry them, made anew once a second.</summary>
internal struct WireClock
{
    private long second = -1;

    public WireClock()
    {
    }

    /// <summary>DE 7: MMDDhhmmss.</summary>
    internal long Transmission { get; private set; }

    /// <summary>DE 12: hhmmss.</summary>
    internal readonly long Time => Transmission % 1_000_000;

    /// <summary>DE 13 and 15: MMDD.</summary>
    internal readonly int Date => (int)(Transmission / 1_000_000);

    internal void Read(long unixMs)
    {
        long now = unixMs / 1000;
        if (now == second) return;
        second = now;
        DateTime time = DateTime.UnixEpoch.AddSeconds(now);
        Transmission = ((time.Month * 100L + time.Day) * 100 + time.Hour) * 10_000 + time.Minute * 100 + time.Second;
    }
}
