using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Reads the digits of a card number eight at a time: whether all are digits, the number and the Luhn sum, in plain
/// 64-bit arithmetic over lanes, without a loop or a branch per digit for 8 to 16 digits.
/// </summary>
internal static class PanDigits
{
    private const ulong EightZeros = 0x3030303030303030;
    private const ulong EveryByte = 0x0101010101010101;
    private const ulong TenToThe8 = 100_000_000;
    private const ulong TenToThe16 = 10_000_000_000_000_000;

    // An array, not a span over the collection: the span is made by a call that allocates in unoptimised builds.
    private static readonly ulong[] PowersOfTen =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    public static ulong PowerOfTen(int exponent) => PowersOfTen[exponent];

    public static bool TryReadAscii(ReadOnlySpan<byte> ascii, out Pan pan)
    {
        int length = ascii.Length;
        if (length - 8 is < 0 or > 8)
            return length > 16 ? TryReadLongAscii(ascii, out pan) : TryReadShortAscii(ascii, out pan);

        // The last eight digits, and before them the first eight less those that both loads hold. The first digit is in
        // the lowest byte, so the shift drops the later ones; in two steps, since for 8 digits it is a shift by 64.
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(ascii[(length - 8)..]) ^ EightZeros;
        ulong high = BinaryPrimitives.ReadUInt64LittleEndian(ascii) ^ EightZeros;
        int halfShift = (16 - length) * 4;
        high = (high << halfShift) << halfShift;
        return TryCreate(0, high, low, length, out pan);
    }

    public static bool TryReadBcd(ReadOnlySpan<byte> bcd, int digits, out Pan pan)
    {
        pan = default;
        if (digits is < 1 or > Pan.MaxDigits || bcd.Length != (digits + 1) >> 1)
            return false;

        int headLength = Math.Max(0, bcd.Length - 8);
        ulong nibbles = ReadBigEndian(bcd[headLength..]);
        uint head = (uint)ReadBigEndian(bcd[..headLength]);
        if ((digits & 1) != 0)
        {
            // The padding is the top nibble of the first byte, which is in the head when there is one.
            if (headLength > 0)
                head &= (1u << ((headLength * 8) - 4)) - 1;
            else
                nibbles &= (1UL << (digits * 4)) - 1;
        }

        return TryCreate(head, nibbles, digits, out pan);
    }

    /// <summary>The digits before the first nibble D; a padding nibble comes first when the caller says so.</summary>
    public static bool TryReadBcdBeforeSeparator(ReadOnlySpan<byte> bcd, bool padded, out Pan pan)
    {
        // The first sixteen bytes, as two loads that may overlap, with zeros after the last one.
        ulong first, second;
        if (bcd.Length >= 16)
        {
            first = BinaryPrimitives.ReadUInt64BigEndian(bcd);
            second = BinaryPrimitives.ReadUInt64BigEndian(bcd[8..]);
        }
        else if (bcd.Length >= 8)
        {
            int halfShift = (16 - bcd.Length) * 4;
            first = BinaryPrimitives.ReadUInt64BigEndian(bcd);
            second = (BinaryPrimitives.ReadUInt64BigEndian(bcd[^8..]) << halfShift) << halfShift;
        }
        else
        {
            first = bcd.IsEmpty ? 0 : ReadBigEndian(bcd) << ((8 - bcd.Length) * 8);
            second = 0;
        }

        UInt128 symbols = new(first, second);
        if (padded)
            symbols <<= 4;

        int digits = IndexOfSeparator((ulong)(symbols >> 64));
        if (digits == 16)
            digits += IndexOfSeparator((ulong)symbols);

        pan = default;
        if (digits is 0 or > Pan.MaxDigits)
            return false;

        symbols >>= 128 - (digits * 4);
        return TryCreate((uint)(symbols >> 64), (ulong)symbols, digits, out pan);
    }

    // 17 to 19 digits: a head before what sixteen take.
    private static bool TryReadLongAscii(ReadOnlySpan<byte> ascii, out Pan pan)
    {
        pan = default;
        if (ascii.Length > Pan.MaxDigits)
            return false;

        int headLength = ascii.Length - 16;
        uint head = 0;
        foreach (byte character in ascii[..headLength])
        {
            uint digit = (uint)character - '0';
            if (digit > 9)
                return false;
            head = (head << 4) | digit;
        }

        ulong high = BinaryPrimitives.ReadUInt64LittleEndian(ascii[headLength..]) ^ EightZeros;
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(ascii[(headLength + 8)..]) ^ EightZeros;
        return TryCreate(head, high, low, ascii.Length, out pan);
    }

    // 1 to 7 digits: no issuer has so few, so this need not be fast.
    private static bool TryReadShortAscii(ReadOnlySpan<byte> ascii, out Pan pan)
    {
        pan = default;
        if (ascii.IsEmpty)
            return false;

        Span<byte> filled = stackalloc byte[8];
        filled.Fill((byte)'0');
        ascii.CopyTo(filled[^ascii.Length..]);
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(filled) ^ EightZeros;
        return TryCreate(0, 0, low, ascii.Length, out pan);
    }

    /// <summary>From digits one a byte, the first in the lowest byte; the head as nibbles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCreate(uint head, ulong high, ulong low, int length, out Pan pan)
    {
        if (!AreDigits(high, low))
        {
            pan = default;
            return false;
        }

        pan = Create(head, (NumberOf(high) * TenToThe8) + NumberOf(low), LuhnSum(high, low), length);
        return true;
    }

    /// <summary>From digits one a nibble, the last in the lowest nibble.</summary>
    private static bool TryCreate(uint head, ulong nibbles, int length, out Pan pan)
    {
        if (HasNonDecimalNibble(nibbles) || HasNonDecimalNibble(head))
        {
            pan = default;
            return false;
        }

        // In each byte the high nibble is the place that the Luhn formula doubles.
        ulong doubled = (nibbles >> 4) & (EveryByte * 0x0F);
        ulong plain = nibbles & (EveryByte * 0x0F);
        ulong above4 = ((doubled + (EveryByte * 123)) >> 7) & EveryByte;
        uint luhn = SumOfBytes(plain + (doubled * 2) - (above4 * 9));

        ulong pairs = plain + (doubled * 10);
        ulong fours = (((pairs >> 8) & 0x00FF00FF00FF00FF) * 100) + (pairs & 0x00FF00FF00FF00FF);
        ulong eights = (((fours >> 16) & 0x0000FFFF0000FFFF) * 10_000) + (fours & 0x0000FFFF0000FFFF);
        pan = Create(head, ((eights >> 32) * TenToThe8) + (uint)eights, luhn, length);
        return true;
    }

    // The head is what stands before the last sixteen digits: three nibbles at most.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Pan Create(uint head, ulong value, uint luhnSum, int length)
    {
        if (head != 0)
        {
            uint digit17 = head & 0xF, digit18 = (head >> 4) & 0xF, digit19 = head >> 8;
            value += ((digit19 * 100) + (digit18 * 10) + digit17) * TenToThe16;
            luhnSum += digit17 + (digit18 > 4 ? (digit18 * 2) - 9 : digit18 * 2) + digit19;
        }

        return new Pan(value, length, luhnSum % 10 == 0 && value != 0);
    }

    // Adding 6 lifts 10..15 out of the low nibble. A carry into the next lane needs a lane above 249, whose own high
    // nibble already fails the test.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreDigits(ulong high, ulong low) =>
        ((high | low | (high + (EveryByte * 6)) | (low + (EveryByte * 6))) & (EveryByte * 0xF0)) == 0;

    // Neighbours join to pairs, fours and eights; the first digit is in the lowest lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NumberOf(ulong digits)
    {
        ulong pairs = (digits * 10) + (digits >> 8);
        return (((pairs & 0x000000FF000000FF) * (100 + (1_000_000UL << 32)))
            + (((pairs >> 16) & 0x000000FF000000FF) * (1 + (10_000UL << 32)))) >> 32;
    }

    // The first, third, fifth and seventh of eight digits stand in even places from the right and are doubled; less 9
    // for a double above 9. Sixteen digits sum to 144 at most, so neither the lanes nor their sum overflow a byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint LuhnSum(ulong high, ulong low)
    {
        const ulong EvenPlaces = 0x00FF00FF00FF00FF;
        ulong doubledHigh = high & EvenPlaces;
        ulong doubledLow = low & EvenPlaces;
        ulong above4High = ((doubledHigh + (EveryByte * 123)) >> 7) & EveryByte;
        ulong above4Low = ((doubledLow + (EveryByte * 123)) >> 7) & EveryByte;
        return SumOfBytes(high + doubledHigh + low + doubledLow - ((above4High + above4Low) * 9));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SumOfBytes(ulong lanes) => (uint)((lanes * EveryByte) >> 56);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasNonDecimalNibble(ulong nibbles) =>
        ((nibbles >> 3) & ((nibbles >> 2) | (nibbles >> 1)) & (EveryByte * 0x11)) != 0;

    // Nibbles from the top before the first D, 16 when there is none: a nibble that differs from D keeps a bit set.
    private static int IndexOfSeparator(ulong nibbles)
    {
        ulong differs = nibbles ^ (EveryByte * 0xDD);
        differs |= differs >> 1;
        differs |= differs >> 2;
        return BitOperations.LeadingZeroCount(~differs & (EveryByte * 0x11)) >> 2;
    }

    private static ulong ReadBigEndian(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 8)
            return BinaryPrimitives.ReadUInt64BigEndian(bytes);

        ulong value = 0;
        foreach (byte part in bytes)
            value = (value << 8) | part;
        return value;
    }
}
