namespace CardSwitch.Iso8583;

/// <summary>A length prefix as moov names it, such as <c>ASCII.LL</c>.</summary>
/// <param name="Rule">How the length is known; Rest also for BER-TLV, where the tag tells it.</param>
/// <param name="Encoding">How its number stands.</param>
/// <param name="Width">Digits, hexadecimal characters or bytes.</param>
internal readonly record struct MoovPrefix(LengthRule Rule, PrefixEncoding Encoding = default, int Width = 0)
{
    private static readonly string[] Families = ["ASCII", "BCD", "Hex", "EBCDIC", "Binary"];
    private static readonly string[] Widths = ["L", "LL", "LLL", "LLLL"];

    internal const string BerTlv = "BerTLV";
    internal const string HexFixed = "Hex.Fixed";

    /// <summary>All that a file can name.</summary>
    internal static readonly IReadOnlyDictionary<string, MoovPrefix> Table = Build();

    /// <summary>The most units that it can tell.</summary>
    internal int Capacity => (int)Math.Min(
        FieldLength.Most,
        Math.Pow(Encoding switch { PrefixEncoding.Binary => 256, PrefixEncoding.Hex => 16, _ => 10 }, Width) - 1);

    private static Dictionary<string, MoovPrefix> Build()
    {
        var table = new Dictionary<string, MoovPrefix>
        {
            ["None.Fixed"] = new(LengthRule.Rest),
            [BerTlv] = new(LengthRule.Rest),
        };
        foreach (string family in Families)
        {
            PrefixEncoding encoding = family switch
            {
                "ASCII" => PrefixEncoding.Ascii,
                "BCD" => PrefixEncoding.Bcd,
                "Hex" => PrefixEncoding.Hex,
                "EBCDIC" => PrefixEncoding.Ebcdic,
                _ => PrefixEncoding.Binary,
            };
            table[family + ".Fixed"] = new(LengthRule.Fixed);
            foreach (string width in Widths)
            {
                // An L of the hexadecimal family is a byte, and so two characters.
                int digits = encoding == PrefixEncoding.Hex ? width.Length * 2 : width.Length;
                table[$"{family}.{width}"] = new(LengthRule.Prefixed, encoding, digits);
            }
        }
        return table;
    }
}
