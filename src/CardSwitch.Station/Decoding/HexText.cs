using System.Buffers;

namespace CardSwitch.Station.Decoding;

/// <summary>Hexadecimal text, blanks between the digits allowed.</summary>
internal static class HexText
{
    private static readonly SearchValues<byte> NotText = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Where(b => b is not (>= 0x20 and <= 0x7E or '\t' or '\r')).Select(b => (byte)b)]);

    /// <summary>
    /// Reads one message. The result is the bytes, and the place of the first wrong character from 1: one that is
    /// neither digit nor blank, or the last digit when it has no partner; 0 when all is well.
    /// </summary>
    internal static (byte[] Bytes, int Wrong) Read(ReadOnlySpan<byte> text)
    {
        byte[] bytes = new byte[text.Length / 2];
        int count = 0, high = -1, highAt = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (IsBlank(text[i])) continue;
            int digit = char.IsAsciiHexDigit((char)text[i]) ? ValueOf(text[i]) : -1;
            if (digit < 0) return (bytes[..count], i + 1);
            if (high < 0)
            {
                (high, highAt) = (digit, i);
                continue;
            }
            bytes[count++] = (byte)(high << 4 | digit);
            high = -1;
        }
        return (bytes[..count], high < 0 ? 0 : highAt + 1);
    }

    /// <summary>Whether the beginning of a file is lines of text; comment lines may hold any bytes.</summary>
    internal static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (Range range in head.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = head[range];
            if (!IsComment(line) && line.ContainsAny(NotText)) return false;
        }
        return true;
    }

    /// <summary>Whether the first line that is neither blank nor a comment is hexadecimal.</summary>
    internal static bool BeginsWithHex(ReadOnlySpan<byte> head)
    {
        foreach (Range range in head.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = head[range];
            if (IsComment(line) || IsBlankLine(line)) continue;
            return Read(line).Wrong == 0;
        }
        return true;
    }

    internal static bool IsComment(ReadOnlySpan<byte> line) => line.TrimStart(" \t"u8).StartsWith("#"u8);

    internal static bool IsBlankLine(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept(" \t\r"u8);

    private static bool IsBlank(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static int ValueOf(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
