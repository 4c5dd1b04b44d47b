using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>Reads and writes length prefixes.</summary>
internal static class LengthPrefix
{
    /// <summary>
    /// The units that the prefix announces, or a negative number when it is not digits, the field is not defined or its
    /// length is not to be found this way. The caller vouches for as many bytes as the prefix has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Read(ref byte prefix, in FieldLayout layout)
    {
        if (layout.Kind == LengthKind.TwoDigits)
        {
            uint tens = (uint)(prefix - layout.ZeroDigit), ones = (uint)(Unsafe.Add(ref prefix, 1) - layout.ZeroDigit);
            return tens <= 9 && ones <= 9 ? (int)(tens * 10 + ones) : -1;
        }
        return ReadNumber(ref prefix, in layout, layout.Kind);
    }

    /// <summary>
    /// The number in the prefix whatever it counts, of one above 2^31 - 1 another such that is odd or even as it is;
    /// negative when it is no number.
    /// </summary>
    internal static int ReadNumber(ref byte prefix, in FieldLayout layout, LengthKind kind)
    {
        ReadOnlySpan<byte> wire = MemoryMarshal.CreateReadOnlySpan(ref prefix, layout.PrefixBytes);
        switch (kind)
        {
            case LengthKind.TwoDigits or LengthKind.Digits:
                int characters = 0;
                foreach (byte b in wire)
                {
                    uint digit = (uint)(b - layout.ZeroDigit);
                    if (digit > 9) return -1;
                    characters = characters * 10 + (int)digit;
                }
                return characters;
            case LengthKind.BcdPrefix:
                int packed = 0;
                foreach (byte b in wire)
                {
                    if (!WireCheck.IsPackedDigits(b)) return -1;
                    packed = packed * 100 + (b >> 4) * 10 + (b & 0x0F);
                }
                return packed;
            case LengthKind.HexPrefix:
                long hex = 0;
                foreach (byte b in wire)
                {
                    if (!char.IsAsciiHexDigit((char)b)) return -1;
                    hex = hex << 4 | (uint)((b & 0x0F) + (b >= 'A' ? 9 : 0));
                }
                return Clip(hex);
            case LengthKind.BinaryPrefix:
                long binary = 0;
                foreach (byte b in wire) binary = binary << 8 | b;
                return Clip(binary);
            default:
                return -1;
        }
    }

    private static int Clip(long number) =>
        number <= int.MaxValue ? (int)number : int.MaxValue - 1 | (int)(number & 1);

    /// <summary>Writes the number in the prefix's whole width; false when it does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryWrite(Span<byte> prefix, in FieldLayout layout, int number)
    {
        if (number < 100 && prefix.Length == 2 && layout.Kind == LengthKind.TwoDigits)
        {
            uint tens = (uint)number / 10;
            prefix[0] = (byte)(layout.ZeroDigit + tens);
            prefix[1] = (byte)(layout.ZeroDigit + (uint)number - tens * 10);
            return true;
        }
        return TryWriteOther(prefix, layout.PrefixKind, layout.ZeroDigit, (uint)number);
    }

    private static bool TryWriteOther(Span<byte> prefix, LengthKind kind, byte zero, uint number)
    {
        for (int i = prefix.Length - 1; i >= 0; i--)
        {
            switch (kind)
            {
                case LengthKind.BcdPrefix:
                    uint pair = number % 100, tens = pair / 10;
                    prefix[i] = (byte)(pair + tens * 6);
                    number /= 100;
                    break;
                case LengthKind.HexPrefix:
                    prefix[i] = "0123456789ABCDEF"u8[(int)(number & 0xF)];
                    number >>= 4;
                    break;
                case LengthKind.BinaryPrefix:
                    prefix[i] = (byte)number;
                    number >>= 8;
                    break;
                default:
                    prefix[i] = (byte)(zero + number % 10);
                    number /= 10;
                    break;
            }
        }
        return number == 0;
    }
}
