namespace CardSwitch.Iso8583;

/// <summary>
/// A length rule: an exact number of units (digits, characters or bytes), or up to a number of them behind a length
/// prefix of so many digits (LL, LLL).
/// </summary>
public readonly record struct FieldLength
{
    /// <summary>The most units that a value may have; for a fixed field exactly so many.</summary>
    public int Max { get; }

    /// <summary>Digits in the length prefix: 0 for a fixed field, 2 for LL, 3 for LLL.</summary>
    public int PrefixDigits { get; }

    /// <summary>Whether every value has the same length.</summary>
    public bool IsFixed => PrefixDigits == 0;

    private FieldLength(int max, int prefixDigits)
    {
        Max = max;
        PrefixDigits = prefixDigits;
    }

    /// <summary>Exactly <paramref name="units"/> digits, characters or bytes.</summary>
    public static FieldLength Fixed(int units)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, 9999);
        return new FieldLength(units, 0);
    }

    /// <summary>Up to <paramref name="max"/> units behind <paramref name="prefixDigits"/> length digits, 1 to 4.</summary>
    public static FieldLength UpTo(int max, int prefixDigits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefixDigits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixDigits, 4);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(max, (int)Math.Pow(10, prefixDigits));
        return new FieldLength(max, prefixDigits);
    }

    /// <summary>As the standard writes it: <c>12</c>, <c>..19</c>, <c>...999</c>.</summary>
    public override string ToString() => new string('.', PrefixDigits) + Max;
}
