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

    /// <summary>Writes the number right-justified and zero-filled, its lowest digits if it does not fit.</summary>
    internal static void WriteAscii(Span<byte> digits, long value)
    {
        for (int i = digits.Length - 1; i >= 0; i--, value /= 10) digits[i] = (byte)('0' + value % 10);
    }

    /// <inheritdoc cref="WriteAscii"/>
    internal static void WriteBcd(Span<byte> packed, long value)
    {
        for (int i = packed.Length - 1; i >= 0; i--, value /= 100)
        {
            packed[i] = (byte)(value % 100 / 10 << 4 | value % 10);
        }
    }
}
