using System.Text;

namespace CardSwitch.Iso8583;

/// <summary>The characters of an XML file (XML 1.0, appendix F: a byte order mark, else the declaration, else UTF-8).</summary>
internal static class XmlText
{
    // A declaration is shorter than this, and in ASCII in all encodings that are read by it.
    private const int DeclarationBytes = 200;

    /// <summary>Null when the encoding is none that is read here, or the bytes are not of it.</summary>
    internal static string? Decode(ReadOnlySpan<byte> xml)
    {
        if (xml.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(xml[2..]);
        if (xml.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(xml[2..]);
        if (xml.StartsWith("\uFEFF"u8)) return DecodeUtf8(xml[3..]);
        return Declared(xml).ToUpperInvariant() switch
        {
            "UTF-8" or "UTF8" or "US-ASCII" or "ASCII" => DecodeUtf8(xml),
            "ISO-8859-1" or "LATIN1" or "LATIN-1" => Encoding.Latin1.GetString(xml),
            _ => null,
        };
    }

    private static string? DecodeUtf8(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    private static string Declared(ReadOnlySpan<byte> xml)
    {
        string head = Encoding.Latin1.GetString(xml[..Math.Min(xml.Length, DeclarationBytes)]);
        int end = head.IndexOf("?>", StringComparison.Ordinal);
        int at = head.StartsWith("<?xml", StringComparison.Ordinal) && end > 0
            ? head.IndexOf("encoding", 0, end, StringComparison.Ordinal) : -1;
        if (at < 0) return "UTF-8";
        int open = head.IndexOfAny(['"', '\''], at);
        int close = open < 0 ? -1 : head.IndexOf(head[open], open + 1);
        return close < 0 ? "" : head[(open + 1)..close];
    }
}
