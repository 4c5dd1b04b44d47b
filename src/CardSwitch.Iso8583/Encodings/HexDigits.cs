using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CardSwitch.Iso8583;

/// <summary>
/// Hexadecimal text, ASCII or EBCDIC, in either case when read and upper when written. In both codes the low nibble of a
/// letter is its value less nine, and a letter is what has not the digits' zone.
/// </summary>
internal static class HexDigits
{
    private static ReadOnlySpan<byte> EbcdicDigits =>
        [0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6];

    /// <summary>Reads as many bytes as half the characters, which are an even number; false when one is no digit.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> characters, Span<byte> bytes, bool ebcdic)
    {
        WireClass @class = ebcdic ? WireClass.EbcdicHex : WireClass.Hex;
        bytes = bytes[..(characters.Length / 2)];
        int at = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; at <= characters.Length - 16; at += 16)
            {
                var text = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(characters), (nuint)at);
                if (!WireCheck.IsSound(@class, text)) return false;
                ulong eight = ReadSixteen(text, ebcdic);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at / 2), eight);
            }
        }
        for (; at < characters.Length; at += 2)
        {
            int high = Value(characters[at], ebcdic), low = Value(characters[at + 1], ebcdic);
            if ((high | low) < 0) return false;
            bytes[at / 2] = (byte)(high << 4 | low);
        }
        return true;
    }

    /// <summary>Sixteen characters, known to be digits, as eight bytes of which the first is the lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadSixteen(Vector128<byte> text, bool ebcdic)
    {
        var zone = text & Vector128.Create((byte)0xF0);
        var letters = ~Vector128.Equals(zone, Vector128.Create(ebcdic ? (byte)0xF0 : (byte)0x30));
        var nibbles = ((text & Vector128.Create((byte)0x0F)) + (letters & Vector128.Create((byte)9))).AsUInt16();
        var pairs = ((nibbles << 4) | (nibbles >>> 8)) & Vector128.Create((ushort)0x00FF);
        return Vector128.Narrow(pairs, pairs).AsUInt64().ToScalar();
    }

    /// <summary>Writes two characters for each byte.</summary>
    internal static void Write(ReadOnlySpan<byte> bytes, Span<byte> characters, bool ebcdic)
    {
        characters = characters[..(bytes.Length * 2)];
        ReadOnlySpan<byte> digits = ebcdic ? EbcdicDigits : "0123456789ABCDEF"u8;
        for (int i = 0; i < bytes.Length; i++)
        {
            characters[i * 2] = digits[bytes[i] >> 4];
            characters[i * 2 + 1] = digits[bytes[i] & 0x0F];
        }
    }

    private static int Value(byte character, bool ebcdic)
    {
        if (WireCheck.FirstBad(ebcdic ? WireClass.EbcdicHex : WireClass.Hex, new ReadOnlySpan<byte>(in character)) >= 0) return -1;
        bool isDigit = character >> 4 == (ebcdic ? 0xF : 0x3);
        return (character & 0x0F) + (isDigit ? 0 : 9);
    }
}
