using CardSwitch.Iso8583;

namespace CardSwitch.StoreAndForward;

/// <summary>
/// Retrieval reference numbers (DE 37) of messages that begin here: the last digit of the year, the day of the year, the
/// hour, all in UTC, and the trace number: YDDDHH and six digits.
/// </summary>
internal static class RetrievalReference
{
    internal const int Length = 12;

    /// <summary>Writes the twelve digits at the start of the span.</summary>
    internal static void Write(long unixMs, int stan, Span<byte> digits)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
        int hour = (time.Year % 10 * 1000 + time.DayOfYear) * 100 + time.Hour;
        DigitValue.WriteAscii(digits[..6], hour);
        DigitValue.WriteAscii(digits[6..Length], stan);
    }
}
