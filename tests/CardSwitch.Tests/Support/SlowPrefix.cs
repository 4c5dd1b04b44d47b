using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>Length prefixes over text.</summary>
internal static class SlowPrefix
{
    /// <summary>Bytes of the prefix; 0 without one.</summary>
    public static int Length(FieldSpec spec)
    {
        if (spec.Length.Rule != LengthRule.Prefixed) return 0;
        int width = spec.Length.PrefixDigits;
        return spec.Prefix == PrefixEncoding.Bcd ? width / 2 + width % 2 : width;
    }

    /// <summary>The number in the prefix; null when it is none.</summary>
    public static long? Number(FieldSpec spec, byte[] prefix)
    {
        if (spec.Prefix == PrefixEncoding.Binary) return long.Parse("0" + Convert.ToHexString(prefix), NumberStyles.HexNumber);
        string text = spec.Prefix switch
        {
            PrefixEncoding.Bcd => Convert.ToHexString(prefix),
            PrefixEncoding.Ebcdic => SlowCodec.FromPage(FieldEncoding.Ebcdic1047, prefix),
            _ => Encoding.Latin1.GetString(prefix),
        };
        if (spec.Prefix == PrefixEncoding.Hex)
        {
            return text.All(char.IsAsciiHexDigit) ? long.Parse(text, NumberStyles.HexNumber) : null;
        }
        return text.All(char.IsAsciiDigit) ? long.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>What the prefix says of a value; null when it does not fit.</summary>
    public static byte[]? Write(FieldSpec spec, int units, int bytes)
    {
        int size = Length(spec);
        long number = Count(spec, units, bytes) + (spec.PrefixCountsItself ? Count(spec, size, size) : 0);
        int width = spec.Prefix is PrefixEncoding.Bcd or PrefixEncoding.Binary ? size * 2 : size;
        string text = spec.Prefix is PrefixEncoding.Hex or PrefixEncoding.Binary ? number.ToString("X") : number.ToString();
        if (text.Length > width) return null;
        text = text.PadLeft(width, '0');
        return spec.Prefix switch
        {
            PrefixEncoding.Bcd or PrefixEncoding.Binary => Convert.FromHexString(text),
            PrefixEncoding.Ebcdic => SlowCodec.ToPage(FieldEncoding.Ebcdic1047, text),
            _ => Encoding.ASCII.GetBytes(text),
        };
    }

    /// <summary>How the prefix counts what has so many units and bytes.</summary>
    public static long Count(FieldSpec spec, int units, int bytes) => spec.PrefixCounts switch
    {
        PrefixCounts.Units => units,
        PrefixCounts.Bytes => bytes,
        _ => bytes * 2,
    };
}
