using System.Buffers;
using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Between a value's wire bytes and its plain form: one ASCII character a unit, or for binary elements the bytes
/// themselves. The plain form is what all formats share, so that any two of them can be transcoded.
/// </summary>
internal static class ValueCodec
{
    /// <summary>
    /// Writes the plain form, exactly <paramref name="units"/> bytes. A packed track separator becomes '='; the other
    /// nibbles above 9 become A to F. False when hexadecimal text is none.
    /// </summary>
    internal static bool TryDecode(UnitShape shape, ReadOnlySpan<byte> wire, int units, Span<byte> plain)
    {
        switch (shape)
        {
            case UnitShape.ByteEach:
                wire.CopyTo(plain);
                return true;
            case UnitShape.Packed:
                Unpack(wire, units, plain);
                return true;
            case UnitShape.Hex:
                return Convert.FromHexString(wire, plain, out _, out _) == OperationStatus.Done;
            default:
                if (units == 0) return true;
                plain[0] = wire[0];
                Unpack(wire[1..], units - 1, plain[1..]);
                return true;
        }
    }

    /// <summary>
    /// Writes the wire form of a plain value of as many units as the field is to have. False when a character has no
    /// place in the encoding.
    /// </summary>
    internal static bool TryEncode(UnitShape shape, ReadOnlySpan<byte> plain, Span<byte> wire)
    {
        switch (shape)
        {
            case UnitShape.ByteEach:
                plain.CopyTo(wire);
                return true;
            case UnitShape.Packed:
                return TryPack(plain, wire);
            case UnitShape.Hex:
                return Convert.TryToHexString(plain, wire, out _);
            default:
                if (plain.IsEmpty) return true;
                wire[0] = plain[0];
                return TryPack(plain[1..], wire[1..]);
        }
    }

    private static void Unpack(ReadOnlySpan<byte> packed, int digits, Span<byte> plain)
    {
        ReadOnlySpan<byte> symbols = "0123456789ABC=EF"u8;
        int at = 0, i = 0;
        if ((digits & 1) != 0) plain[at++] = symbols[packed[i++] & 0x0F];
        for (; at < digits; i++)
        {
            byte pair = packed[i];
            plain[at++] = symbols[pair >> 4];
            plain[at++] = symbols[pair & 0x0F];
        }
    }

    private static bool TryPack(ReadOnlySpan<byte> plain, Span<byte> packed)
    {
        int at = 0, i = 0, bad = 0;
        if ((plain.Length & 1) != 0)
        {
            int ones = Nibble(plain[at++]);
            bad |= ones;
            packed[i++] = (byte)ones;
        }
        for (; at < plain.Length; at += 2)
        {
            int tens = Nibble(plain[at]), ones = Nibble(plain[at + 1]);
            bad |= tens | ones;
            packed[i++] = (byte)(tens << 4 | ones);
        }
        return bad >= 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Nibble(byte symbol)
    {
        uint digit = (uint)(symbol - '0');
        return digit <= 9 ? (int)digit : RareNibble(symbol);
    }

    private static int RareNibble(byte symbol) => symbol switch
    {
        (byte)'=' => 0x0D,
        >= (byte)'A' and <= (byte)'F' => symbol - 'A' + 10,
        (byte)'d' => 0x0D,
        _ => -1,
    };
}
