using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// The values that spec files write as a few words, read back; each method takes what the <c>ToString</c> of its type
/// gives, and returns null for anything else.
/// </summary>
internal static class SpecTexts
{
    internal const string HeaderExpected =
        "\"none\", \"any HEX\", \"exact HEX\", \"tpdu DDDD SSSS\" or \"base-i DDDDDD SSSSSS\", at most 64 bytes";

    internal const string TertiaryExpected = "\"none\", \"follows\" or \"field N\", N from 2 to 128";

    internal const string PaddingExpected = "\"none\", or \"left\" or \"right\" and a character or \"space\", such as \"left 0\"";

    internal const string PrefixExpected =
        "ascii, bcd, ebcdic, hex or binary, then, if they apply, the words bytes or nibbles, and inclusive";

    internal static HeaderSpec? Header(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["none"]:
                return HeaderSpec.None;
            case ["any"]:
                return HeaderSpec.Any([]);
            case ["any", var hex] when Bytes(hex, HeaderSpec.MaxLength) is { } bytes:
                return HeaderSpec.Any(bytes);
            case ["exact"]:
                return HeaderSpec.Exact([]);
            case ["exact", var hex] when Bytes(hex, HeaderSpec.MaxLength) is { } bytes:
                return HeaderSpec.Exact(bytes);
            case ["tpdu", { Length: 4 } to, { Length: 4 } from] when Bytes(to, 2) is { } destination && Bytes(from, 2) is { } source:
                return HeaderSpec.Tpdu((ushort)(destination[0] << 8 | destination[1]), (ushort)(source[0] << 8 | source[1]));
            case ["base-i", { Length: 6 } to, { Length: 6 } from] when Digits(to) is { } destination && Digits(from) is { } source:
                return HeaderSpec.BaseI(destination, source);
            default:
                return null;
        }
    }

    internal static TertiaryBitmap? Tertiary(string text) => text.Split(' ') switch
    {
        ["none"] => TertiaryBitmap.None,
        ["follows"] => TertiaryBitmap.Follows,
        ["field", var number] when Digits(number) is { } field and >= 2 and <= 128 => TertiaryBitmap.InField(field),
        _ => null,
    };

    internal static Padding? PaddingOf(string text)
    {
        if (text == "none") return Padding.None;
        PaddingSide side = text.StartsWith("left ", StringComparison.Ordinal) ? PaddingSide.Left
            : text.StartsWith("right ", StringComparison.Ordinal) ? PaddingSide.Right : PaddingSide.None;
        if (side == PaddingSide.None) return null;
        string fill = text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        if (fill == "space") return new Padding(side, ' ');
        return fill is [> ' ' and <= '~'] ? new Padding(side, fill[0]) : null;
    }

    /// <summary>What the words of a prefix say, in a specification that has nothing else.</summary>
    internal static (PrefixEncoding Encoding, PrefixCounts Counts, bool CountsItself)? Prefix(string text)
    {
        string[] words = text.Split(' ');
        if (SpecWords.Prefixes.ValueOf(words[0]) is not { } encoding) return null;
        int next = 1;
        PrefixCounts counts = words.Length > 1 && SpecWords.Counts.ValueOf(words[1]) is { } told ? told : PrefixCounts.Units;
        if (counts != PrefixCounts.Units) next++;
        bool isInclusive = words.Length > next && words[next] == "inclusive";
        if (isInclusive) next++;
        return next == words.Length ? (encoding, counts, isInclusive) : null;
    }

    internal static string PrefixText(FieldSpec spec)
    {
        string text = SpecWords.Prefixes.WordOf(spec.Prefix);
        if (spec.PrefixCounts != PrefixCounts.Units) text += " " + SpecWords.Counts.WordOf(spec.PrefixCounts);
        return spec.PrefixCountsItself ? text + " inclusive" : text;
    }

    private static int? Digits(string text) => text.Length <= 6
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static byte[]? Bytes(string hex, int most)
    {
        bool sound = hex.Length % 2 == 0 && hex.Length <= 2 * most && hex.All(char.IsAsciiHexDigit);
        return sound ? Convert.FromHexString(hex) : null;
    }
}
