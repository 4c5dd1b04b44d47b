using System.Buffers.Binary;

namespace CardSwitch.Iso8583;

/// <summary>Decimal digits as numbers. At most 18 digits, which the caller sees to; false when a byte is no digit.</summary>
internal static class DigitValue
{
    internal static bool TryReadAscii(ReadOnlySpan<byte> digits, out long value)
    {
        long sum = 0;
        uint worst = 0;
        foreach (byte b in digits)
        {
            uint digit = (uint)(b - '0');
            worst |= digit > 9 ? 1u : 0;
            sum = sum * 10 + digit;
        }
        value = worst == 0 ? sum : 0;
        return worst == 0;
    }

    internal static bool TryReadBcd(ReadOnlySpan<byte> packed, out long value)
    {
        long sum = 0;
        bool sound = true;
        foreach (byte b in packed)
        {
            sound &= WireCheck.IsPackedDigits(b);
            sum = sum * 100 + (b >> 4) * 10 + (b & 0x0F);
        }
        value = sound ? sum : 0;
        return sound;
    }

    /// <summary>10 to the power of the index, as far as a long goes.</summary>
    private static ReadOnlySpan<long> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>Whether the number, 0 or more, can be written with so many digits.</summary>
    internal static bool Fits(long value, int digits) =>
        value >= 0 && ((uint)digits >= (uint)PowersOfTen.Length || value < PowersOfTen[digits]);

    /// <summary>The fewest digits that the number, 0 or more, can be written with.</summary>
    internal static int Count(long value)
    {
        int digits = 1;
        while (!Fits(value, digits)) digits++;
        return digits;
    }

    /// <summary>Writes a number of 0 or more right-justified and zero-filled, its lowest digits if it does not fit.</summary>
    internal static void WriteAscii(Span<byte> digits, long value)
    {
        const ulong zeros = 0x3030303030303030;
        ulong rest = (ulong)value;
        int end = digits.Length;
        for (; end > 8; end -= 8, rest /= 100_000_000)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digits[(end - 8)..], EightDigits((uint)(rest % 100_000_000)) | zeros);
        }
        ulong last = EightDigits((uint)(rest % 100_000_000)) | zeros;
        StoreLast(digits[..end], last, 8);
    }

    /// <inheritdoc cref="WriteAscii"/>
    internal static void WriteBcd(Span<byte> packed, long value)
    {
        ulong rest = (ulong)value;
        int end = packed.Length;
        for (; end > 4; end -= 4, rest /= 100_000_000)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(
                packed[(end - 4)..], PackEight(EightDigits((uint)(rest % 100_000_000))));
        }
        StoreLast(packed[..end], PackEight(EightDigits((uint)(rest % 100_000_000))), 4);
    }

    /// <summary>Eight digit values, one a byte and the first in the lowest byte, as four bytes of two nibbles.</summary>
    internal static uint PackEight(ulong digits)
    {
        ulong pairs = (digits << 4 | digits >> 8) & 0x00FF00FF00FF00FF;
        pairs = (pairs | pairs >> 8) & 0x0000FFFF0000FFFF;
        return (uint)(pairs | pairs >> 16);
    }

    // The digits of a number below 10^8, one a byte, the first in the lowest byte: halved three times, all the parts of
    // a step in one multiplication by a reciprocal (exact for numbers so small).
    private static ulong EightDigits(uint value)
    {
        ulong fours = value / 10_000 | (ulong)(value % 10_000) << 32;
        ulong hundreds = (fours * 10486 >> 20) & 0x0000007F_0000007F;
        ulong twos = hundreds | (fours - hundreds * 100) << 16;
        ulong tens = (twos * 103 >> 10) & 0x000F_000F_000F_000F;
        return tens | (twos - tens * 10) << 8;
    }

    // The last bytes of so many in a little-endian word, as many as there is room for, in two stores that overlap.
    private static void StoreLast(Span<byte> destination, ulong word, int bytes)
    {
        int length = destination.Length;
        if (length == 0) return;
        word >>= (bytes - length) * 8;
        if (length == 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination, word);
        }
        else if (length >= 4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)word);
            BinaryPrimitives.WriteUInt32LittleEndian(destination[(length - 4)..], (uint)(word >> (length - 4) * 8));
        }
        else if (length >= 2)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)word);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(length - 2)..], (ushort)(word >> (length - 2) * 8));
        }
        else
        {
            destination[0] = (byte)word;
        }
    }
}
