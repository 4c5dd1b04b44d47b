namespace CardSwitch.StoreAndForward;

/// <summary>Transmission date and time (DE 7): MMDDhhmmss in UTC, as a number. It has no year.</summary>
internal static class Transmission
{
    /// <summary>The field's value for a time in ms since 1970.</summary>
    internal static long Of(long unixMs)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
        long date = time.Month * 100 + time.Day;
        return date * 1_000_000 + time.Hour * 10_000 + time.Minute * 100 + time.Second;
    }

    /// <summary>
    /// The time that the field means, in the year that brings it nearest to another time. False when it is no date and time,
    /// or 29 February more than half a year away from the next one.
    /// </summary>
    internal static bool TryNearest(long mmddhhmmss, long nearUnixMs, out long unixMs)
    {
        const long HalfYearMs = 183L * 24 * 60 * 60 * 1000;
        unixMs = 0;
        int year = DateTimeOffset.FromUnixTimeMilliseconds(nearUnixMs).Year;
        long least = long.MaxValue;
        for (int candidate = year - 1; candidate <= year + 1; candidate++)
        {
            if (!TryIn(candidate, mmddhhmmss, out long time)) continue;
            long distance = Math.Abs(time - nearUnixMs);
            if (distance >= least) continue;
            least = distance;
            unixMs = time;
        }
        if (least <= HalfYearMs) return true;
        unixMs = 0;
        return false;
    }

    private static bool TryIn(int year, long mmddhhmmss, out long unixMs)
    {
        unixMs = 0;
        if (mmddhhmmss is < 0 or > 1231235959) return false;
        int date = (int)(mmddhhmmss / 1_000_000), time = (int)(mmddhhmmss % 1_000_000);
        int month = date / 100, day = date % 100, hour = time / 10_000, minute = time / 100 % 100, second = time % 100;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        unixMs = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return true;
    }
}
