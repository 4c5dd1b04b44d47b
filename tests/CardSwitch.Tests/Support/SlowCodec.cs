using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>Values between their plain form and the wire, over text: hexadecimal for what is packed, code pages for EBCDIC.</summary>
internal static class SlowCodec
{
    public static bool IsPacked(FieldEncoding encoding) =>
        encoding is FieldEncoding.Bcd or FieldEncoding.BcdF or FieldEncoding.BcdLeft or FieldEncoding.BcdLeftF;

    public static bool IsEbcdic(FieldEncoding encoding) =>
        encoding is FieldEncoding.Ebcdic1047 or FieldEncoding.Ebcdic037 or FieldEncoding.Ebcdic500;

    private static bool IsHex(FieldEncoding encoding) => encoding is FieldEncoding.HexAscii or FieldEncoding.HexEbcdic;

    private static bool IsSignedPacked(FieldSpec spec) =>
        spec.Encoding == FieldEncoding.Bcd && spec.Content == ContentClass.SignedNumeric;

    // Where an odd number of digits leaves a nibble free: in front, or behind.
    private static bool FillsBehind(FieldEncoding encoding) => encoding is FieldEncoding.BcdLeft or FieldEncoding.BcdLeftF;

    private static bool FillsWithF(FieldEncoding encoding) => encoding is FieldEncoding.BcdF or FieldEncoding.BcdLeftF;

    /// <summary>Characters of wire bytes; of anything but EBCDIC those of Latin-1.</summary>
    public static string FromPage(FieldEncoding encoding, byte[] wire) => Page(encoding).GetString(wire);

    /// <summary>Bytes of characters, which must all have a place in the code page.</summary>
    public static byte[] ToPage(FieldEncoding encoding, string text) => Page(encoding).GetBytes(text);

    private static Encoding Page(FieldEncoding encoding) => encoding switch
    {
        FieldEncoding.Ebcdic1047 or FieldEncoding.HexEbcdic or FieldEncoding.Zoned => CodePage(1047),
        FieldEncoding.Ebcdic037 => CodePage(37),
        FieldEncoding.Ebcdic500 => CodePage(500),
        _ => Encoding.Latin1,
    };

    private static Encoding CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    public static int WireLength(FieldSpec spec, int units)
    {
        if (IsHex(spec.Encoding)) return units * 2;
        if (spec.Encoding == FieldEncoding.Zoned) return units == 0 ? 0 : units - 1;
        if (IsSignedPacked(spec)) return units == 0 ? 0 : 1 + Pairs(units - 1);
        return IsPacked(spec.Encoding) ? Pairs(units) : units;
    }

    private static int Pairs(int digits) => digits / 2 + digits % 2;

    /// <summary>
    /// The units that a value of so many wire bytes has, where nothing else tells: null when there is no such number. Of
    /// digits two a byte; but one less for an F in the place of the fill, and the maximum if that is odd and one less.
    /// </summary>
    public static int? UnitsOf(FieldSpec spec, byte[] wire)
    {
        int most = spec.Length.Max;
        if (IsHex(spec.Encoding)) return wire.Length % 2 == 0 ? wire.Length / 2 : null;
        if (spec.Encoding == FieldEncoding.Zoned) return wire.Length + 1;
        if (IsSignedPacked(spec))
        {
            int units = wire.Length == 0 ? 0 : 1 + 2 * (wire.Length - 1);
            return units - 1 == most ? most : units;
        }
        if (!IsPacked(spec.Encoding)) return wire.Length;
        int digits = 2 * wire.Length;
        if (!FillsWithF(spec.Encoding)) return digits - 1 == most ? most : digits;
        string nibbles = Convert.ToHexString(wire);
        bool hasFill = digits > 0 && (FillsBehind(spec.Encoding) ? nibbles[^1] : nibbles[0]) == 'F';
        return hasFill ? digits - 1 : digits;
    }

    public static byte[] Encode(FieldSpec spec, byte[] plain)
    {
        string text = Encoding.Latin1.GetString(plain);
        if (IsHex(spec.Encoding)) return ToPage(spec.Encoding, Convert.ToHexString(plain));
        if (spec.Encoding == FieldEncoding.Zoned)
        {
            string zoned = string.Concat(text[1..^1].Select(digit => $"F{digit}")) + (text[0] == 'D' ? 'D' : 'F') + text[^1];
            return Convert.FromHexString(zoned);
        }
        if (IsSignedPacked(spec)) return text.Length == 0 ? [] : [plain[0], .. Pack(text[1..], '0', behind: false)];
        if (!IsPacked(spec.Encoding)) return ToPage(spec.Encoding, text);
        return Pack(text, FillsWithF(spec.Encoding) ? 'F' : '0', FillsBehind(spec.Encoding));
    }

    /// <summary>The plain value of so many units; null when hexadecimal text is none.</summary>
    public static byte[]? Decode(FieldSpec spec, byte[] wire, int units)
    {
        if (IsHex(spec.Encoding))
        {
            string hex = FromPage(spec.Encoding, wire);
            return hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : null;
        }
        if (spec.Encoding == FieldEncoding.Zoned)
        {
            string zoned = Convert.ToHexString(wire);
            return [(byte)(zoned[^2] == 'D' ? 'D' : 'C'), .. zoned.Where((_, at) => at % 2 != 0).Select(Symbol)];
        }
        if (IsSignedPacked(spec)) return units == 0 ? [] : [wire[0], .. Unpack(wire[1..], units - 1, behind: false)];
        return IsPacked(spec.Encoding)
            ? Unpack(wire, units, FillsBehind(spec.Encoding))
            : Encoding.Latin1.GetBytes(FromPage(spec.Encoding, wire));
    }

    /// <summary>Symbols two a byte; an odd number of them has the fill before or behind.</summary>
    public static byte[] Pack(string symbols, char fill = '0', bool behind = false)
    {
        // Characters 3A to 3F of the track code set are nibbles A to F; a separator may be a letter.
        string nibbles = string.Concat(symbols.Select(symbol =>
            symbol is >= ':' and <= '?' ? (char)(symbol - ':' + 'A') : char.ToUpperInvariant(symbol)));
        if (nibbles.Length % 2 != 0) nibbles = behind ? nibbles + fill : fill + nibbles;
        return Convert.FromHexString(nibbles);
    }

    private static byte[] Unpack(byte[] wire, int units, bool behind)
    {
        string nibbles = Convert.ToHexString(wire);
        if (nibbles.Length > units) nibbles = behind ? nibbles[..units] : nibbles[^units..];
        return [.. nibbles.Select(Symbol)];
    }

    private static byte Symbol(char nibble) => (byte)(nibble <= '9' ? nibble : nibble - 'A' + ':');
}
