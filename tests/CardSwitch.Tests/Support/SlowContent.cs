using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>The content classes of ISO 8583:1987 as lists of characters, and what each encoding makes of them.</summary>
internal static class SlowContent
{
    public const string Digits = "0123456789";
    public const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    public const string Signs = "CD";

    /// <summary>Every plain symbol of packed track data, one a nibble: D is the separator.</summary>
    public const string PackedTrack = "0123456789:;<=>?";

    /// <summary>20 to 7E.</summary>
    public static readonly string Printable = string.Concat(Enumerable.Range(0x20, 0x5F).Select(code => (char)code));

    private static readonly string PrintableLatin1 =
        Printable + string.Concat(Enumerable.Range(0xA0, 0x60).Select(code => (char)code));

    /// <summary>The characters that may stand in a plain value; of a binary element any byte may.</summary>
    public static string Characters(FieldSpec spec, bool isFirst) => spec.Content switch
    {
        ContentClass.Numeric => Digits,
        ContentClass.Alpha => Letters + " ",
        ContentClass.AlphaOrNumeric when SlowCodec.IsPacked(spec.Encoding) => Digits,
        ContentClass.AlphaNumeric or ContentClass.AlphaOrNumeric => Letters + Digits + " ",
        ContentClass.AlphaNumericSpecial or ContentClass.NumericSpecial =>
            spec.Encoding == FieldEncoding.Latin1 || SlowCodec.IsEbcdic(spec.Encoding) ? PrintableLatin1 : Printable,
        ContentClass.Track => Digits + ":;<=>?Dd",
        ContentClass.SignedNumeric => isFirst ? Signs : Digits,
        _ => throw new ArgumentOutOfRangeException(nameof(spec)),
    };

    /// <summary>Whether the wire byte at a place may stand there in a value of so many units.</summary>
    public static bool Admits(FieldSpec spec, byte[] wire, int at, int units)
    {
        string nibbles = wire[at].ToString("X2");
        bool isFirst = at == 0, isLast = at == wire.Length - 1, isOdd = units % 2 != 0;
        switch (spec.Encoding)
        {
            case FieldEncoding.Binary:
                return true;
            case FieldEncoding.HexAscii:
                return char.IsAsciiHexDigit((char)wire[at]);
            case FieldEncoding.HexEbcdic:
                return char.IsAsciiHexDigit(SlowCodec.FromPage(FieldEncoding.Ebcdic1047, wire)[at]);
            case FieldEncoding.Zoned when isLast:
                return "CDF".Contains(nibbles[0]) && char.IsAsciiDigit(nibbles[1]);
            case FieldEncoding.Zoned:
                return nibbles[0] == 'F' && char.IsAsciiDigit(nibbles[1]);
            case FieldEncoding.Bcd when spec.Content == ContentClass.SignedNumeric && isFirst:
                return Signs.Contains((char)wire[at]);
            case FieldEncoding.BcdF when isFirst && isOdd && nibbles[0] == 'F':
                nibbles = nibbles[1..];
                break;
            case FieldEncoding.BcdLeftF when isLast && isOdd && nibbles[1] == 'F':
                nibbles = nibbles[..1];
                break;
        }
        return SlowCodec.IsPacked(spec.Encoding)
            ? spec.Content == ContentClass.Track || nibbles.All(char.IsAsciiDigit)
            : Characters(spec, isFirst).Contains(SlowCodec.FromPage(spec.Encoding, wire)[at]);
    }
}
