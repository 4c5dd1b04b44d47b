using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>Decimal digits as numbers. At most 18 digits, which the caller sees to; false when a byte is no digit.</summary>
internal static class DigitValue
{
    internal static bool TryReadAscii(ReadOnlySpan<byte> digits, out long value)
    {
        if (digits.Length is >= 4 and <= 8) return TryReadUpToEight(digits, out value);
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

    // Trace numbers, times, dates: four to eight digits, made eight by zeros in front and added up in pairs, then fours.
    private static bool TryReadUpToEight(ReadOnlySpan<byte> digits, out long value)
    {
        const ulong Zeros = 0x3030303030303030;
        ulong head = BinaryPrimitives.ReadUInt32LittleEndian(digits);
        ulong tail = BinaryPrimitives.ReadUInt32LittleEndian(digits[^4..]);
        int missing = 8 * (8 - digits.Length);
        ulong all = (tail << 32 | (uint)(head << missing) | (uint)((1UL << missing) - 1) & Zeros) ^ Zeros;
        bool sound = ((all | (all + 0x0606060606060606)) & 0xF0F0F0F0F0F0F0F0) == 0;
        ulong pairs = all * 10 + (all >> 8) & 0x00FF00FF00FF00FF;
        ulong fours = pairs * 100 + (pairs >> 16) & 0x0000FFFF0000FFFF;
        value = sound ? (uint)fours * 10_000 + (long)(fours >> 32) : 0;
        return sound;
    }

    /// <summary>The nibble in front of an odd number of digits is not looked at.</summary>
    internal static bool TryReadBcd(ReadOnlySpan<byte> packed, int digits, out long value)
    {
        long sum = 0;
        bool sound = true;
        if ((digits & 1) != 0)
        {
            sum = packed[0] & 0x0F;
            sound = sum <= 9;
            packed = packed[1..];
        }
        foreach (byte b in packed)
        {
            sound &= WireCheck.IsPackedDigits(b);
            sum = sum * 100 + (b >> 4) * 10 + (b & 0x0F);
        }
        value = sound ? sum : 0;
        return sound;
    }

    // 10 to the power of the index, as far as a long goes. An array, since code that is not optimised would allocate to
    // make a span of it, and allocations are counted in such code too.
    private static readonly long[] PowersOfTen =
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WriteAscii(Span<byte> digits, long value)
    {
        if (digits.Length <= 8 && (ulong)value < EightMore) LastBytes.Store(digits, AsciiOf((uint)value), 8);
        else WriteLongAscii(digits, (ulong)value);
    }

    private static void WriteLongAscii(Span<byte> digits, ulong rest)
    {
        for (; digits.Length > 8; digits = digits[..^8], rest /= EightMore)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digits[^8..], AsciiOf((uint)(rest % EightMore)));
        }
        LastBytes.Store(digits, AsciiOf((uint)(rest % EightMore)), 8);
    }

    /// <summary>The same in the digits of a shape of one byte a character, or packed with a zero in front.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(UnitShape shape, Span<byte> wire, long value)
    {
        if (shape == UnitShape.Packed)
        {
            WriteBcd(wire, value);
            return;
        }
        WriteAscii(wire, value);
        if (shape != UnitShape.ByteEach) MakeEbcdic(wire);
    }

    private static void MakeEbcdic(Span<byte> digits)
    {
        foreach (ref byte digit in digits) digit |= 0xF0;
    }

    /// <summary>Reads digits of any shape; false for the shapes that do not hold bare digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead(UnitShape shape, ReadOnlySpan<byte> wire, int units, out long value)
    {
        value = 0;
        return units is > 0 and <= 18 && (shape switch
        {
            UnitShape.ByteEach => TryReadAscii(wire, out value),
            UnitShape.Packed => TryReadBcd(wire, units, out value),
            _ => TryReadOther(shape, wire, units, out value),
        });
    }

    // By way of the plain value.
    private static bool TryReadOther(UnitShape shape, ReadOnlySpan<byte> wire, int units, out long value)
    {
        value = 0;
        if (!shape.IsEbcdic() && !shape.IsPacked()) return false;
        Span<byte> plain = stackalloc byte[18];
        plain = plain[..units];
        return ValueCodec.TryDecode(shape, wire, units, plain) && TryReadAscii(plain, out value);
    }

    /// <inheritdoc cref="WriteAscii"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WriteBcd(Span<byte> packed, long value)
    {
        if (packed.Length <= 4 && (ulong)value < EightMore) LastBytes.Store(packed, BcdOf((uint)value), 4);
        else WriteLongBcd(packed, (ulong)value);
    }

    private static void WriteLongBcd(Span<byte> packed, ulong rest)
    {
        for (; packed.Length > 4; packed = packed[..^4], rest /= EightMore)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(packed[^4..], (uint)BcdOf((uint)(rest % EightMore)));
        }
        LastBytes.Store(packed, BcdOf((uint)(rest % EightMore)), 4);
    }

    private const ulong EightMore = 100_000_000;

    private static ulong AsciiOf(uint value)
    {
        ulong twos = PairsOf(value);
        ulong tens = (twos * 103 >> 10) & 0x000F_000F_000F_000F;
        return (tens | (twos - tens * 10) << 8) | 0x3030303030303030;
    }

    private static ulong BcdOf(uint value)
    {
        ulong twos = PairsOf(value);
        ulong tens = (twos * 103 >> 10) & 0x000F_000F_000F_000F;
        ulong packed = twos + tens * 6;
        packed = (packed | packed >> 8) & 0x0000FFFF_0000FFFF;
        return (uint)(packed | packed >> 16);
    }

    // A number below 10^8 as four numbers below 100, 16 bits each, the first in the lowest. Both divisions of a step are
    // one multiplication by a reciprocal, which is exact for numbers so small; so is that of the next step, 103 / 1024.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PairsOf(uint value)
    {
        ulong fours = value / 10_000 | (ulong)(value % 10_000) << 32;
        ulong hundreds = (fours * 10486 >> 20) & 0x0000007F_0000007F;
        return hundreds | (fours - hundreds * 100) << 16;
    }
}
