using System.Globalization;
using System.Text;

namespace CardSwitch.Framing;

// The ready-made formats and the text form for station files.
public sealed partial class FrameFormat
{
    // First in the file: the formats below are made in the order of the text and need it.
    private static readonly LengthHeader Plain = new(LengthEncoding.BigEndian, 2);

    /// <summary>Two bytes, most significant first, then the message. The default.</summary>
    public static FrameFormat BigEndian2 { get; } = new(Plain);

    /// <summary>As <see cref="BigEndian2"/>, the length counting its own two bytes.</summary>
    public static FrameFormat BigEndian2Inclusive { get; } =
        new(new LengthHeader(LengthEncoding.BigEndian, 2, countsItself: true));

    public static FrameFormat BigEndian3 { get; } = new(new LengthHeader(LengthEncoding.BigEndian, 3));

    public static FrameFormat BigEndian4 { get; } = new(new LengthHeader(LengthEncoding.BigEndian, 4));

    public static FrameFormat LittleEndian2 { get; } = new(new LengthHeader(LengthEncoding.LittleEndian, 2));

    /// <summary>Four ASCII digits, then the message.</summary>
    public static FrameFormat Ascii4 { get; } = new(new LengthHeader(LengthEncoding.AsciiDigits, 4));

    /// <summary>Four digits in two bytes, then the message.</summary>
    public static FrameFormat Bcd2 { get; } = new(new LengthHeader(LengthEncoding.Bcd, 2));

    /// <summary>
    /// Reads the text form of a station file: the length first, then words in any order, separated by spaces.
    /// <list type="table">
    /// <item><term>be1..be4, le1..le4</term><description>binary length of that many bytes, big- or little-endian</description></item>
    /// <item><term>ascii2..ascii6</term><description>length in ASCII digits</description></item>
    /// <item><term>bcd1..bcd3</term><description>length of that many BCD bytes</description></item>
    /// <item><term>inclusive</term><description>the length counts its own bytes</description></item>
    /// <item><term>lead=HEX</term><description>fixed bytes before the length, not counted</description></item>
    /// <item><term>filler=HEX</term><description>fixed bytes behind the length, not counted</description></item>
    /// <item><term>prefix=HEX</term><description>fixed bytes before the message, counted (a TPDU)</description></item>
    /// <item><term>trailer=HEX</term><description>fixed bytes behind the message, not counted</description></item>
    /// <item><term>counted-trailer=HEX</term><description>fixed bytes behind the message, counted</description></item>
    /// <item><term>max=N</term><description>the longest message in bytes</description></item>
    /// </list>
    /// HEX is what is sent and expected; <c>HEX/HEX</c> what is sent and what is expected; <c>HEX/any</c> expects any
    /// bytes of that length. On failure <paramref name="format"/> is <see cref="BigEndian2"/> and
    /// <paramref name="error"/> says what was expected.
    /// </summary>
    public static bool TryParse(string text, out FrameFormat format, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        format = BigEndian2;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return Fail("expected a length such as be2, le2, ascii4 or bcd2", out error);
        if (!TryParseLength(words[0], out LengthEncoding encoding, out int size))
            return Fail($"'{words[0]}' is no length: expected be1-be4, le1-le4, ascii2-ascii6 or bcd1-bcd3", out error);

        bool inclusive = false, countsTrailer = false;
        FixedBytes lead = FixedBytes.None, filler = lead, prefix = lead, trailer = lead;
        int? max = null;
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string word in words.AsSpan(1))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? word : word[..equals];
            string value = equals < 0 ? "" : word[(equals + 1)..];
            if (!seen.Add(name == "counted-trailer" ? "trailer" : name))
                return Fail($"'{name}' stands twice", out error);
            bool good;
            switch (name)
            {
                case "inclusive":
                    good = inclusive = equals < 0;
                    break;
                case "lead":
                    good = FixedBytes.TryParse(value, out lead);
                    break;
                case "filler":
                    good = FixedBytes.TryParse(value, out filler);
                    break;
                case "prefix":
                    good = FixedBytes.TryParse(value, out prefix);
                    break;
                case "trailer" or "counted-trailer":
                    countsTrailer = name != "trailer";
                    good = FixedBytes.TryParse(value, out trailer);
                    break;
                case "max":
                    good = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
                    max = number;
                    break;
                default:
                    return Fail($"'{name}' is not known: expected inclusive, lead=, filler=, prefix=, trailer=, "
                        + "counted-trailer= or max=", out error);
            }
            if (!good)
                return Fail($"'{word}': " + Expected(name), out error);
        }

        LengthHeader length = new(encoding, size, inclusive);
        int largest = LargestMax(length,
            (inclusive ? size : 0) + prefix.Length + (countsTrailer ? trailer.Length : 0));
        if (largest < 1)
            return Fail($"'{words[0]}' cannot tell a length beyond the bytes that it counts besides the message", out error);
        if (max is < 1 || max > largest)
            return Fail($"max={max}: expected 1 to {largest} with this length", out error);
        format = new FrameFormat(length, lead, filler, prefix, trailer, countsTrailer, max);
        error = "";
        return true;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads back as an equal format.</summary>
    public override string ToString()
    {
        StringBuilder text = new(Length.ToString());
        Append(text, "lead", Lead);
        Append(text, "filler", Filler);
        Append(text, "prefix", Prefix);
        Append(text, CountsTrailer ? "counted-trailer" : "trailer", Trailer);
        if (max != Math.Min(DefaultMaxMessageLength, LargestMax(Length, counted)))
            text.Append(CultureInfo.InvariantCulture, $" max={max}");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, FixedBytes bytes)
    {
        if (bytes.Length > 0)
            text.Append(' ').Append(name).Append('=').Append(bytes);
    }

    private static bool TryParseLength(string word, out LengthEncoding encoding, out int size)
    {
        foreach (LengthEncoding candidate in Enum.GetValues<LengthEncoding>())
        {
            string name = LengthHeader.NameOf(candidate);
            if (word.Length != name.Length + 1 || !word.StartsWith(name, StringComparison.Ordinal))
                continue;
            (int smallest, int largest) = LengthHeader.SizesOf(candidate);
            encoding = candidate;
            size = word[^1] - '0';
            return size >= smallest && size <= largest;
        }
        (encoding, size) = (default, 0);
        return false;
    }

    private static string Expected(string name) => name switch
    {
        "inclusive" => "stands without a value",
        "max" => "expected a whole number of bytes",
        _ => $"expected 1 to {FixedBytes.MaxLength} bytes in hex, then nothing, /HEX of as many bytes, or /any",
    };

    private static bool Fail(string text, out string error)
    {
        error = text;
        return false;
    }
}
