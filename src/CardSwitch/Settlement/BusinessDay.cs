using System.Globalization;

namespace CardSwitch.Settlement;

/// <summary>Business days as numbers, yyyymmdd, years 1 to 9999.</summary>
internal static class BusinessDay
{
    private const int MinutesADay = 24 * 60;
    private const long MsAMinute = 60_000;
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>
    /// The day that is open at a time of the wall clock: the calendar day in UTC, and from the cut-over's minute on the next.
    /// </summary>
    /// <param name="unixMs">ms since 1970.</param>
    /// <param name="cutOverMinute">Minute of the UTC day, 0 to 1439; -1 where days change at midnight only.</param>
    internal static int Of(long unixMs, int cutOverMinute)
    {
        long minutes = (unixMs - Modulo(unixMs, MsAMinute)) / MsAMinute;
        long minute = Modulo(minutes, MinutesADay);
        long day = (minutes - minute) / MinutesADay;
        if (cutOverMinute >= 0 && minute >= cutOverMinute) day++;
        return Number(DateOnly.FromDayNumber(EpochDay + (int)day));
    }

    /// <summary>A day as a date.</summary>
    internal static DateOnly ToDate(int day) => Date(day);

    /// <summary>The calendar day after a day.</summary>
    internal static int Next(int day) => Number(Date(day).AddDays(1));

    /// <summary>The calendar day before a day.</summary>
    internal static int Previous(int day) => Number(Date(day).AddDays(-1));

    /// <summary>Month and day of a day, MMDD.</summary>
    internal static int MonthDay(int day) => day % 10_000;

    /// <summary>Whether a number is a day of the calendar.</summary>
    internal static bool IsDay(int number) => TryDate(number, out _);

    /// <summary>
    /// The day of a month and day without a year (DE 15 of 1987) that is nearest to another day. False when none of the years
    /// about it has such a day: 0229 is one only where a leap year is near.
    /// </summary>
    internal static bool TryNearest(int monthDay, int nearDay, out int day)
    {
        day = 0;
        if (!TryDate(nearDay, out DateOnly near)) return false;
        int least = int.MaxValue;
        for (int year = near.Year - 1; year <= near.Year + 1; year++)
        {
            if (!TryDate(year * 10_000 + monthDay, out DateOnly candidate)) continue;
            int distance = Math.Abs(candidate.DayNumber - near.DayNumber);
            if (distance >= least) continue;
            least = distance;
            day = Number(candidate);
        }
        return day != 0;
    }

    private static bool TryDate(int number, out DateOnly date)
    {
        date = default;
        int year = number / 10_000, month = number / 100 % 100, day = number % 100;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1) return false;
        if (day > CultureInfo.InvariantCulture.Calendar.GetDaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static DateOnly Date(int day) => new(day / 10_000, day / 100 % 100, day % 100);

    private static int Number(DateOnly date) => date.Year * 10_000 + date.Month * 100 + date.Day;

    // Never negative, as the remainder of a time before 1970 would be.
    private static long Modulo(long value, long divisor)
    {
        long rest = value % divisor;
        return rest < 0 ? rest + divisor : rest;
    }
}
