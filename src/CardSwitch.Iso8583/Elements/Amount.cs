using System.Buffers.Text;
using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// An amount in the minor units of its currency. On the wire an n amount has no sign; an x+n amount (DE 28 to 31, 97)
/// has C (credit) or D (debit) before its digits, which here is the sign: a credit is above zero, a debit below. Whose
/// credit it is differs between fields and networks.
/// </summary>
public readonly struct Amount : IEquatable<Amount>
{
    // Every number of 18 digits fits a long.
    private const int MaxDigits = 18;

    public Amount(long minorUnits, Currency currency)
    {
        MinorUnits = minorUnits;
        Currency = currency;
    }

    public long MinorUnits { get; }

    public Currency Currency { get; }

    public static bool operator ==(Amount left, Amount right) => left.Equals(right);

    public static bool operator !=(Amount left, Amount right) => !left.Equals(right);

    /// <summary>Reads 1 to 18 ASCII digits (n 8, n 12, n 16).</summary>
    public static bool TryParse(ReadOnlySpan<byte> asciiDigits, Currency currency, out Amount amount)
    {
        amount = default;
        if (asciiDigits.Length is 0 or > MaxDigits)
            return false;

        long minorUnits = 0;
        foreach (byte character in asciiDigits)
        {
            if (!char.IsAsciiDigit((char)character))
                return false;
            minorUnits = (minorUnits * 10) + (character - '0');
        }

        amount = new Amount(minorUnits, currency);
        return true;
    }

    /// <summary>Reads C or D and 1 to 18 ASCII digits (x+n 8, x+n 16). Zero may carry either sign.</summary>
    public static bool TryParseSigned(ReadOnlySpan<byte> ascii, Currency currency, out Amount amount)
    {
        amount = default;
        if (ascii.IsEmpty || ascii[0] is not ((byte)'C' or (byte)'D') || !TryParse(ascii[1..], currency, out amount))
            return false;

        if (ascii[0] == (byte)'D')
            amount = new Amount(-amount.MinorUnits, currency);
        return true;
    }

    /// <summary>
    /// Fills the whole of <paramref name="ascii"/> with the digits, zeros first. False, and nothing written, when the
    /// amount is below zero or has more digits.
    /// </summary>
    public bool TryWrite(Span<byte> ascii) => MinorUnits >= 0 && TryWriteDigits((ulong)MinorUnits, ascii);

    /// <summary>
    /// Fills the whole of <paramref name="ascii"/> with C or D and the digits, zeros first; zero is written as a
    /// credit. False, and nothing written, when the amount has more digits.
    /// </summary>
    public bool TryWriteSigned(Span<byte> ascii)
    {
        if (ascii.IsEmpty || !TryWriteDigits(Magnitude, ascii[1..]))
            return false;

        ascii[0] = (byte)(MinorUnits < 0 ? 'D' : 'C');
        return true;
    }

    public bool Equals(Amount other) => MinorUnits == other.MinorUnits && Currency == other.Currency;

    public override bool Equals(object? obj) => obj is Amount other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(MinorUnits, Currency);

    /// <summary>In units of the currency, "-123.45 EUR"; in minor units where the currency is unknown.</summary>
    public override string ToString()
    {
        int exponent = Currency.Exponent;
        string digits = Magnitude.ToString(CultureInfo.InvariantCulture).PadLeft(exponent + 1, '0');
        string sign = MinorUnits < 0 ? "-" : "";
        string point = exponent > 0 ? "." : "";
        string unit = Currency == default ? "" : $" {Currency}";
        return $"{sign}{digits[..^exponent]}{point}{digits[^exponent..]}{unit}";
    }

    private ulong Magnitude => MinorUnits < 0 ? 0 - (ulong)MinorUnits : (ulong)MinorUnits;

    private static bool TryWriteDigits(ulong magnitude, Span<byte> ascii)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(magnitude, digits, out int count);
        if (count > ascii.Length)
            return false;

        ascii[..^count].Fill((byte)'0');
        digits[..count].CopyTo(ascii[^count..]);
        return true;
    }
}
