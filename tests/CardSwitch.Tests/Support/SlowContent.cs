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

    private static readonly string Printable = string.Concat(Enumerable.Range(0x20, 0x5F).Select(code => (char)code));

    /// <summary>The characters that may stand in a value that is not packed, hexadecimal or binary.</summary>
    public static string Characters(ContentClass content, bool isFirst) => content switch
    {
        ContentClass.Numeric => Digits,
        ContentClass.Alpha => Letters + " ",
        ContentClass.AlphaNumeric or ContentClass.AlphaOrNumeric => Letters + Digits + " ",
        ContentClass.AlphaNumericSpecial or ContentClass.NumericSpecial => Printable,
        ContentClass.Track => Digits + ":;<=>?Dd",
        ContentClass.SignedNumeric => isFirst ? Signs : Digits,
        _ => throw new ArgumentOutOfRangeException(nameof(content)),
    };

    /// <summary>Whether a wire byte may stand at that place of a field's value.</summary>
    public static bool Admits(FieldSpec spec, byte wire, bool isFirst)
    {
        if (spec.Encoding == FieldEncoding.Binary) return true;
        if (spec.Encoding == FieldEncoding.HexAscii) return "0123456789ABCDEFabcdef".Contains((char)wire);
        bool characters = spec.Encoding == FieldEncoding.Ascii
            || (spec.Content == ContentClass.SignedNumeric && isFirst);
        if (characters) return Characters(spec.Content, isFirst).Contains((char)wire);
        return spec.Content == ContentClass.Track || wire.ToString("X2").All(char.IsAsciiDigit);
    }
}
