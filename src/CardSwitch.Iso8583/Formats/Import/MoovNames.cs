namespace CardSwitch.Iso8583;

/// <summary>The names of moov's files, and those of the dialect before them.</summary>
internal static class MoovNames
{
    internal const string Ascii = "ASCII";
    internal const string Bcd = "BCD";
    internal const string LeftBcd = "LBCD";
    internal const string Ebcdic = "EBCDIC";
    internal const string Ebcdic1047 = "EBCDIC1047";
    internal const string Binary = "Binary";
    internal const string HexToAscii = "HexToASCII";
    internal const string AsciiToHex = "ASCIIToHex";
    internal const string BerTag = "BerTLVTag";

    internal const string FieldPrefix = "Field";

    internal static readonly string[] Encodings =
        [Ascii, Bcd, LeftBcd, Ebcdic, Ebcdic1047, Binary, HexToAscii, AsciiToHex, BerTag];

    internal static readonly string[] Types =
        ["String", "Numeric", "Binary", "Hex", "Bitmap", "Track1", "Track2", "Track3", "Composite"];

    private static readonly Dictionary<string, string> Old = new()
    {
        ["asciiEncoder"] = Ascii,
        ["bcdEncoder"] = Bcd,
        ["ebcdicEncoder"] = Ebcdic,
        ["binaryEncoder"] = Binary,
        ["hexEncoder"] = HexToAscii,
        ["leftPadder"] = "Left",
        ["rightPadder"] = "Right",
        ["nonePadder"] = "None",
    };

    /// <summary>The name of today of one that either dialect may have.</summary>
    internal static string Today(string name)
    {
        if (Old.TryGetValue(name, out string? today)) return today;
        return name.EndsWith(".fixed", StringComparison.Ordinal) ? name[..^5] + "Fixed" : name;
    }
}
