using System.Buffers.Binary;

namespace CardSwitch.Iso8583;

/// <summary>A BER tag as a number whose highest byte that is not zero is the first one.</summary>
internal static class TlvTag
{
    internal static int BytesOf(uint tag) => tag > 0xFFFFFF ? 4 : tag > 0xFFFF ? 3 : tag > 0xFF ? 2 : 1;

    // Bit 6 of the first byte (ISO/IEC 8825-1, 8.1.2.5).
    internal static bool IsConstructed(uint tag) => (tag >> (BytesOf(tag) - 1) * 8 & 0x20) != 0;

    /// <summary>Writes tag and length in the fewest bytes, at most nine; returns how many.</summary>
    internal static int Write(Span<byte> destination, uint tag, int length)
    {
        int at = BytesOf(tag);
        for (int i = at - 1; i >= 0; i--, tag >>= 8) destination[i] = (byte)tag;
        if (length >= 0x80)
        {
            int bytes = length > 0xFFFF ? 3 : length > 0xFF ? 2 : 1;
            destination[at++] = (byte)(0x80 | bytes);
            for (int i = bytes - 1; i > 0; i--) destination[at++] = (byte)(length >> i * 8);
        }
        destination[at++] = (byte)length;
        return at;
    }

    internal static string ToText(uint tag)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, tag);
        return Convert.ToHexString(bytes[^BytesOf(tag)..]);
    }
}
