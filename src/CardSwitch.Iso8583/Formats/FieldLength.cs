namespace CardSwitch.Iso8583;

/// <summary>
/// A length rule: an exact number of units (digits, characters or bytes), or up to a number of them behind a length
/// prefix (LL, LLL), before a terminator, or to the end of the container.
/// </summary>
public readonly record struct FieldLength
{
    /// <summary>The most units that a rule can allow; more than any frame can hold.</summary>
    public const int Most = 999_999;

    /// <summary>How a reader knows where the field ends.</summary>
    public LengthRule Rule { get; }

    /// <summary>The most units that a value may have; for a fixed field exactly so many.</summary>
    public int Max { get; }

    /// <summary>
    /// The width of the length prefix: 2 for LL, 3 for LLL; for a binary prefix in bytes, for a hexadecimal one in
    /// characters. 0 without a prefix.
    /// </summary>
    public int PrefixDigits { get; }

    /// <summary>The byte that ends a terminated field, as it stands on the wire; 0 for the other rules.</summary>
    public byte Terminator { get; }

    /// <summary>Whether every value has the same length.</summary>
    public bool IsFixed => Rule == LengthRule.Fixed;

    private FieldLength(LengthRule rule, int max, int prefixDigits = 0, byte terminator = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, Most);
        Rule = rule;
        Max = max;
        PrefixDigits = prefixDigits;
        Terminator = terminator;
    }

    /// <summary>Exactly <paramref name="units"/> digits, characters or bytes, 1 to 9999.</summary>
    public static FieldLength Fixed(int units)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, 9999);
        return new FieldLength(LengthRule.Fixed, units);
    }

    /// <summary>
    /// Up to <paramref name="max"/> units behind a length prefix of so many digits; of a binary prefix so many bytes.
    /// Whether the prefix can say the maximum depends on its encoding, and is checked when a format takes the field.
    /// </summary>
    public static FieldLength UpTo(int max, int prefixDigits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefixDigits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixDigits, 8);
        return new FieldLength(LengthRule.Prefixed, max, prefixDigits);
    }

    /// <summary>Up to <paramref name="max"/> units, ended by a byte that cannot stand in the value.</summary>
    public static FieldLength Until(byte terminator, int max) =>
        new(LengthRule.Terminated, max, terminator: terminator);

    /// <summary>Up to <paramref name="max"/> units, all that is left of the message or the field that holds it.</summary>
    public static FieldLength Rest(int max) => new(LengthRule.Rest, max);

    /// <summary>
    /// As the standard writes it: <c>12</c>, <c>..19</c>, <c>...999</c>; beyond the standard <c>until 5C 40</c> and
    /// <c>rest 40</c>.
    /// </summary>
    public override string ToString() => Rule switch
    {
        LengthRule.Terminated => $"until {Terminator:X2} {Max}",
        LengthRule.Rest => $"rest {Max}",
        _ => new string('.', PrefixDigits) + Max,
    };
}
