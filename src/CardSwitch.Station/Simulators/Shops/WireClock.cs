using System.Diagnostics;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>The time as requests carry it, worked out once a second at most. The shops' local time is UTC.</summary>
internal struct WireClock
{
    private long nextTicks;

    /// <summary>DE 7, MMDDhhmmss.</summary>
    internal long Transmission { get; private set; }

    /// <summary>DE 12, hhmmss.</summary>
    internal int LocalTime { get; private set; }

    /// <summary>DE 13, MMDD.</summary>
    internal int LocalDate { get; private set; }

    /// <summary>The first six digits of DE 37, YDDDhh, in their place before six of the STAN.</summary>
    internal long RrnBase { get; private set; }

    internal void Refresh(long now)
    {
        if (now < nextTicks) return;
        DateTime time = DateTime.UtcNow;
        long sinceSecond = time.Ticks % TimeSpan.TicksPerSecond;
        nextTicks = now + Stopwatch.Frequency - sinceSecond * Stopwatch.Frequency / TimeSpan.TicksPerSecond;
        LocalTime = time.Hour * 10_000 + time.Minute * 100 + time.Second;
        LocalDate = time.Month * 100 + time.Day;
        Transmission = LocalDate * 1_000_000L + LocalTime;
        RrnBase = ((time.Year % 10) * 100_000L + time.DayOfYear * 100 + time.Hour) * 1_000_000;
    }
}
