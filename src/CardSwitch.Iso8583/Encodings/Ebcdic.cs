using System.Text;

namespace CardSwitch.Iso8583;

/// <summary>
/// The EBCDIC code pages as tables to and from ISO 8859-1. Each is a permutation of the 256 bytes, so that any text
/// survives the way there and back.
/// </summary>
internal static class Ebcdic
{
    private static readonly byte[][] ToLatin1Tables = [Decoding(1047), Decoding(37), Decoding(500)];
    private static readonly byte[][] FromLatin1Tables = [.. ToLatin1Tables.Select(Invert)];

    internal static byte[] ToLatin1(UnitShape page) => ToLatin1Tables[page - UnitShape.Ebcdic1047];

    internal static byte[] FromLatin1(UnitShape page) => FromLatin1Tables[page - UnitShape.Ebcdic1047];

    /// <summary>Replaces each byte by its entry in a table; source and destination may be the same.</summary>
    internal static void Translate(byte[] table, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        destination = destination[..source.Length];
        for (int i = 0; i < source.Length; i++) destination[i] = table[source[i]];
    }

    private static byte[] Decoding(int codePage)
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        Encoding page = CodePagesEncodingProvider.Instance.GetEncoding(codePage)
            ?? throw new NotSupportedException($"The runtime lacks the code page {codePage}.");
        return Encoding.Latin1.GetBytes(page.GetString(all));
    }

    private static byte[] Invert(byte[] table)
    {
        byte[] inverse = new byte[256];
        for (int b = 0; b < 256; b++) inverse[table[b]] = (byte)b;
        return inverse;
    }
}
