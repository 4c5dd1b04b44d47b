namespace CardSwitch.Iso8583;

/// <summary>What a field's plain value must be to be written, beyond what its layout says.</summary>
/// <param name="Class">The class of its characters, before they are encoded.</param>
/// <param name="Padding">How a value shorter than the fixed length is filled.</param>
internal readonly record struct ValueRule(WireClass Class, Padding Padding)
{
    /// <summary>Whether the field can hold a bare number.</summary>
    internal bool AdmitsNumbers =>
        Class is WireClass.Digits or WireClass.AlphaNumeric or WireClass.Printable or WireClass.Latin1;

    internal static ValueRule Compile(FieldSpec spec)
    {
        UnitShape shape = WireClasses.ShapeOf(spec.Content, spec.Encoding);
        bool isLatin1 = spec.Encoding == FieldEncoding.Latin1 || shape.IsEbcdic();
        WireClass @class = spec.Content switch
        {
            ContentClass.AlphaOrNumeric when shape.IsPacked() => WireClass.Digits,
            ContentClass.AlphaNumericSpecial or ContentClass.NumericSpecial when isLatin1 => WireClass.Latin1,
            _ => WireClasses.Plain(spec.Content),
        };
        return new ValueRule(@class, spec.Padding);
    }
}
