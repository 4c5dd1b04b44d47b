using System.Globalization;

namespace CardSwitch.Station;

/// <summary>A time as people read it, in three digits or so: 85 us, 1.25 ms, 12.5 ms, 1.2 s.</summary>
internal static class LatencyText
{
    internal static string Of(long nanoseconds)
    {
        double ms = nanoseconds / 1e6;
        return ms switch
        {
            <= 0 => "-",
            < 1 => Number(ms * 1000, "0", "us"),
            < 10 => Number(ms, "0.00", "ms"),
            < 100 => Number(ms, "0.0", "ms"),
            < 1000 => Number(ms, "0", "ms"),
            _ => Number(ms / 1000, "0.0", "s"),
        };
    }

    private static string Number(double value, string shape, string unit) =>
        value.ToString(shape, CultureInfo.InvariantCulture) + " " + unit;
}
