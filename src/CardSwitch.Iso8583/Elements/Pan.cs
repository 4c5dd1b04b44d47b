namespace CardSwitch.Iso8583;

/// <summary>
/// Primary account number (DE 2, ISO/IEC 7812): 1 to 19 digits. Its text is masked; only
/// <see cref="ToUnmaskedString"/> and <see cref="CopyTo"/> give all the digits. The default value is no number at all
/// (length 0).
/// </summary>
public readonly struct Pan : IEquatable<Pan>
{
    /// <summary>The longest number that the standard allows in DE 2.</summary>
    public const int MaxDigits = 19;

    private readonly byte length;

    internal Pan(ulong value, int length, bool hasValidCheckDigit)
    {
        Value = value;
        this.length = (byte)length;
        HasValidCheckDigit = hasValidCheckDigit;
    }

    /// <summary>The digits as one number. Leading zeros are kept by <see cref="Length"/> only.</summary>
    public ulong Value { get; }

    /// <summary>Number of digits, 1 to 19; 0 for the default value.</summary>
    public int Length => length;

    /// <summary>
    /// The last digit agrees with the others (ISO/IEC 7812-1, the Luhn formula) and not all digits are zero. On some
    /// private-label and fleet cards it does not, so this is for the switch's profile to judge, not a parse error.
    /// </summary>
    public bool HasValidCheckDigit { get; }

    public static bool operator ==(Pan left, Pan right) => left.Equals(right);

    public static bool operator !=(Pan left, Pan right) => !left.Equals(right);

    /// <summary>Reads 1 to 19 ASCII digits; the whole span is the number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> asciiDigits, out Pan pan) =>
        PanDigits.TryReadAscii(asciiDigits, out pan);

    /// <summary>
    /// Reads <paramref name="digits"/> (1 to 19) right-justified digits of packed BCD. When their number is odd, the
    /// first nibble is padding and its value does not matter. The span is exactly the bytes that the digits take.
    /// </summary>
    public static bool TryFromBcd(ReadOnlySpan<byte> bcd, int digits, out Pan pan) =>
        PanDigits.TryReadBcd(bcd, digits, out pan);

    /// <summary>
    /// The first <paramref name="digits"/> digits as a number: the issuer identification number for 6 or 8. The whole
    /// number when it has fewer.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within 1 to 19.</exception>
    public ulong Bin(int digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, MaxDigits);
        return digits >= length ? Value : Value / PanDigits.PowerOfTen(length - digits);
    }

    /// <summary>Writes all the digits, unmasked, into <paramref name="ascii"/>; returns their number.</summary>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public int CopyTo(Span<byte> ascii)
    {
        if (ascii.Length < length)
            throw new ArgumentException("Too short for the card number.", nameof(ascii));

        ulong rest = Value;
        for (int i = length - 1; i >= 0; i--, rest /= 10)
            ascii[i] = (byte)('0' + (rest % 10));
        return length;
    }

    public bool Equals(Pan other) => Value == other.Value && length == other.length;

    public override bool Equals(object? obj) => obj is Pan other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Value, length);

    /// <summary>
    /// Masked for people and logs: the first six and the last four digits from 13 digits on, the last four from 8 on,
    /// else stars only.
    /// </summary>
    public override string ToString() => string.Create(length, this, static (text, pan) =>
    {
        pan.Spell(text);
        int shownFirst = text.Length >= 13 ? 6 : 0;
        int shownLast = text.Length >= 8 ? 4 : 0;
        text[shownFirst..^shownLast].Fill('*');
    });

    /// <summary>All the digits. Never for logs.</summary>
    public string ToUnmaskedString() => string.Create(length, this, static (text, pan) => pan.Spell(text));

    private void Spell(Span<char> text)
    {
        ulong rest = Value;
        for (int i = text.Length - 1; i >= 0; i--, rest /= 10)
            text[i] = (char)('0' + (rest % 10));
    }
}
