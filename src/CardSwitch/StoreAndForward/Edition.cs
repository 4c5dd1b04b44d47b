using CardSwitch.Iso8583;

namespace CardSwitch.StoreAndForward;

/// <summary>Where the editions of the standard put the same thing in different fields.</summary>
internal static class Edition
{
    /// <summary>
    /// Whether DE 24 says what a message is for, DE 56 names an original and DE 30 its amounts (1993, 2003), in place of
    /// DE 70, 90 and 95.
    /// </summary>
    internal static bool HasFunctionCodes(MessageType type) =>
        type.Version is MessageVersion.Iso1993 or MessageVersion.Iso2003;

    /// <summary>
    /// The business day for DE 15: MMDD in the 1987 edition, YYMMDD in that of 1993, CCYYMMDD in that of 2003; what the
    /// format has room for.
    /// </summary>
    /// <param name="format">The format of the message.</param>
    /// <param name="day">The day as yyyymmdd.</param>
    internal static int DayOf(MessageFormat format, int day) => format.Layouts[Field.SettlementDate].MaxUnits switch
    {
        4 => day % 10_000,
        6 => day % 1_000_000,
        _ => day,
    };
}
