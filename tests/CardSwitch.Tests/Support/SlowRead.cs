using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// One field read from its container, by its specification alone and in the order of the documented checks: its prefix
/// whole and a number, its length allowed, its value whole, its content of its class.
/// </summary>
/// <param name="Error">What is wrong.</param>
/// <param name="At">The first byte at fault; of a sound field the offset behind it.</param>
/// <param name="Field">Where it stands, if it is sound.</param>
internal readonly record struct SlowRead(ParseError Error, int At, SlowField Field)
{
    /// <summary>No frame holds more.</summary>
    public const int MostUnits = 65_535;

    public static SlowRead Of(FieldSpec spec, byte[] container, int start, ParseChecks checks)
    {
        SlowRead Bad(ParseError error) => new(error, start, default);
        var truncated = new SlowRead(ParseError.Truncated, container.Length, default);

        int most = checks.HasFlag(ParseChecks.Structure) ? Math.Min(spec.Length.Max, MostUnits) : MostUnits;
        int prefix = SlowPrefix.Length(spec), value = start + prefix, left = container.Length - value;
        if (left < 0) return truncated;
        long? units = spec.Length.IsFixed ? spec.Length.Max : null;
        long length;
        switch (spec.Length.Rule)
        {
            case LengthRule.Fixed:
                length = SlowCodec.WireLength(spec, spec.Length.Max);
                break;
            case LengthRule.Rest:
                length = left;
                break;
            case LengthRule.Terminated:
                length = Array.IndexOf(container, spec.Length.Terminator, start) - start;
                if (length < 0) return truncated;
                break;
            default:
                if (SlowPrefix.Number(spec, container[start..value]) is not { } number) return Bad(ParseError.BadLengthDigits);
                if (spec.PrefixCountsItself) number -= SlowPrefix.Count(spec, prefix, prefix);
                if (number < 0) return Bad(ParseError.BadLengthDigits);
                if (spec.PrefixCounts == PrefixCounts.Nibbles && number % 2 != 0) return Bad(ParseError.BadLengthDigits);
                if (spec.PrefixCounts == PrefixCounts.Units)
                {
                    units = number;
                    if (units > most) return Bad(ParseError.LengthOverMaximum);
                    length = SlowCodec.WireLength(spec, (int)number);
                    break;
                }
                length = spec.PrefixCounts == PrefixCounts.Bytes ? number : number / 2;
                if (length > SlowCodec.WireLength(spec, most)) return Bad(ParseError.LengthOverMaximum);
                break;
        }
        if (left < length) return truncated;
        byte[] wire = container[value..(value + (int)length)];
        units ??= SlowCodec.UnitsOf(spec, wire);
        if (units is null) return Bad(ParseError.BadLengthDigits);
        if (units > most) return Bad(ParseError.LengthOverMaximum);
        for (int i = 0; i < length && checks.HasFlag(ParseChecks.Content); i++)
        {
            if (!SlowContent.Admits(spec, wire, i, (int)units)) return new SlowRead(ParseError.BadContent, value + i, default);
        }
        int end = value + wire.Length + (spec.Length.Rule == LengthRule.Terminated ? 1 : 0);
        return new SlowRead(ParseError.None, end, new SlowField(start, value, wire.Length, (int)units));
    }
}
