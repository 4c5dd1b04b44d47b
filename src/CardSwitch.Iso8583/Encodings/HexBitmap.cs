namespace CardSwitch.Iso8583;

/// <summary>A bitmap of 64 bits as 16 hexadecimal characters.</summary>
internal static class HexBitmap
{
    /// <summary>False when a character is not hexadecimal, in either case.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> wire, bool ebcdic, out ulong word)
    {
        Span<byte> bytes = stackalloc byte[8];
        bool sound = HexDigits.TryRead(wire[..16], bytes, ebcdic);
        word = sound ? Bitmap.ReadWord(bytes) : 0;
        return sound;
    }

    internal static void Write(Span<byte> wire, ulong word, bool ebcdic)
    {
        Span<byte> bytes = stackalloc byte[8];
        Bitmap.WriteWord(bytes, word);
        HexDigits.Write(bytes, wire, ebcdic);
    }
}
