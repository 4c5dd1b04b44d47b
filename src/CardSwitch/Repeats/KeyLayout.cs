namespace CardSwitch.Repeats;

/// <summary>
/// Where the fields of a key stand in its block. The first word holds, from the lowest bit: DE 11 (40 bits, n 12 in the
/// 2003 edition), the class of the message type (4), the lengths of DE 41, 42 and 37 (5 each), and in the highest bit
/// whether DE 12 and 13 stand for DE 7. DE 13 (24) stands above DE 32 (40, n ..11) in the third word.
/// </summary>
internal static class KeyLayout
{
    internal const int Head = 0, Time = 1, Acquirer = 2, Terminal = 3, Merchant = 4, Reference = 6;

    internal const int ClassShift = 40, TerminalShift = 44, MerchantShift = 49, ReferenceShift = 54, DateShift = 40;

    internal const ulong IsLocalTime = 1UL << 63;

    /// <summary>A length that stands for a digest in the place of the characters.</summary>
    internal const ulong Digested = 31;
}
