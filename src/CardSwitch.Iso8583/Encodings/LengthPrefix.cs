using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>Reads and writes length prefixes.</summary>
internal static class LengthPrefix
{
    /// <summary>
    /// The units that the prefix announces, or a negative number when it is not digits or the field is not defined. The
    /// caller vouches for as many bytes as the prefix has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Read(ref byte prefix, in FieldLayout layout)
    {
        if (layout.Kind == LengthKind.AsciiLL)
        {
            uint tens = (uint)(prefix - '0'), ones = (uint)(Unsafe.Add(ref prefix, 1) - '0');
            return tens <= 9 && ones <= 9 ? (int)(tens * 10 + ones) : -1;
        }
        return ReadOther(ref prefix, in layout);
    }

    private static int ReadOther(ref byte prefix, in FieldLayout layout)
    {
        switch (layout.Kind)
        {
            case LengthKind.AsciiPrefix:
                int ascii = 0;
                foreach (byte b in MemoryMarshal.CreateReadOnlySpan(ref prefix, layout.PrefixBytes))
                {
                    uint digit = (uint)(b - '0');
                    if (digit > 9) return -1;
                    ascii = ascii * 10 + (int)digit;
                }
                return ascii;
            case LengthKind.BcdPrefix:
                int packed = 0;
                foreach (byte b in MemoryMarshal.CreateReadOnlySpan(ref prefix, layout.PrefixBytes))
                {
                    if (!WireCheck.IsPackedDigits(b)) return -1;
                    packed = packed * 100 + (b >> 4) * 10 + (b & 0x0F);
                }
                return packed;
            default:
                return -1;
        }
    }

    /// <summary>Writes the units in as many digits as the prefix has; they must fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(Span<byte> prefix, in FieldLayout layout, int units)
    {
        if (units < 100 && prefix.Length == 2 && layout.Kind == LengthKind.AsciiLL)
        {
            uint tens = (uint)units / 10;
            prefix[0] = (byte)('0' + tens);
            prefix[1] = (byte)('0' + (uint)units - tens * 10);
        }
        else
        {
            WriteOther(prefix, layout.Kind, (uint)units);
        }
    }

    private static void WriteOther(Span<byte> prefix, LengthKind kind, uint units)
    {
        if (kind == LengthKind.BcdPrefix)
        {
            for (int i = prefix.Length - 1; i >= 0; i--, units /= 100)
            {
                uint pair = units % 100, tens = pair / 10;
                prefix[i] = (byte)(pair + tens * 6);
            }
        }
        else
        {
            for (int i = prefix.Length - 1; i >= 0; i--, units /= 10) prefix[i] = (byte)('0' + units % 10);
        }
    }
}
