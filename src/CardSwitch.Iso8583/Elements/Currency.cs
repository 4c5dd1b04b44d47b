using System.Globalization;
using System.Text;

namespace CardSwitch.Iso8583;

/// <summary>
/// Currency code (DE 49, 50, 51) by its ISO 4217 number, 1 to 999. A number that the table does not know is still a
/// currency, so that a new one passes through; the default value is none.
/// </summary>
public readonly struct Currency : IEquatable<Currency>
{
    private Currency(int numeric) => Numeric = (ushort)numeric;

    /// <summary>ISO 4217 numeric code; 0 for the default value.</summary>
    public ushort Numeric { get; }

    /// <summary>The number is in the table of ISO 4217 codes, whether in use or withdrawn.</summary>
    public bool IsKnown => CurrencyTable.Find(Numeric) >= 0;

    /// <summary>
    /// Decimal places of the amounts in this currency, 0 to 4. 0 as well where ISO 4217 gives none (metals, units of
    /// account) and for an unknown currency: then amounts are shown as they are on the wire.
    /// </summary>
    public int Exponent => CurrencyTable.Exponent(CurrencyTable.Find(Numeric));

    /// <summary>
    /// The letters, "EUR". Where two currencies share a number, those of the one in use or last in use (532 XCG, 891
    /// CSD). The three digits for an unknown currency; empty for the default value.
    /// </summary>
    public string AlphaCode
    {
        get
        {
            if (Numeric == 0)
                return "";

            int row = CurrencyTable.Find(Numeric);
            return row >= 0
                ? Encoding.ASCII.GetString(CurrencyTable.Alpha(row))
                : Numeric.ToString("D3", CultureInfo.InvariantCulture);
        }
    }

    public static bool operator ==(Currency left, Currency right) => left.Numeric == right.Numeric;

    public static bool operator !=(Currency left, Currency right) => left.Numeric != right.Numeric;

    /// <summary>The currency of a literal: <c>Of(978)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within 1 to 999.</exception>
    public static Currency Of(int numeric) => TryFromNumeric(numeric, out Currency currency)
        ? currency
        : throw new ArgumentOutOfRangeException(nameof(numeric), "ISO 4217 numbers are 1 to 999.");

    /// <summary>Takes a number as read from a packed field; 0 is no currency.</summary>
    public static bool TryFromNumeric(int numeric, out Currency currency)
    {
        bool valid = numeric is > 0 and <= 999;
        currency = valid ? new Currency(numeric) : default;
        return valid;
    }

    /// <summary>Reads three ASCII digits other than 000, or the three capital letters of a known currency.</summary>
    public static bool TryParse(ReadOnlySpan<byte> ascii, out Currency currency)
    {
        currency = default;
        if (ascii.Length != 3)
            return false;

        int hundreds = ascii[0] - '0', tens = ascii[1] - '0', ones = ascii[2] - '0';
        if ((uint)hundreds <= 9 && (uint)tens <= 9 && (uint)ones <= 9)
            return TryFromNumeric((hundreds * 100) + (tens * 10) + ones, out currency);

        return TryFromNumeric(CurrencyTable.NumericOf(ascii), out currency);
    }

    public bool Equals(Currency other) => Numeric == other.Numeric;

    public override bool Equals(object? obj) => obj is Currency other && Equals(other);

    public override int GetHashCode() => Numeric;

    public override string ToString() => AlphaCode;
}
