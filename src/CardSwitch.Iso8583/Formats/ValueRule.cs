namespace CardSwitch.Iso8583;

/// <summary>What a field's plain value must be to be written, beyond what its layout says.</summary>
/// <param name="Class">The class of its characters, before they are encoded.</param>
/// <param name="Padding">How a value shorter than the fixed length is filled.</param>
internal readonly record struct ValueRule(WireClass Class, Padding Padding)
{
    /// <summary>Whether the field can hold a bare number.</summary>
    internal bool AdmitsNumbers => Class is WireClass.Digits or WireClass.AlphaNumeric or WireClass.Printable;

    internal static ValueRule Compile(FieldSpec spec)
    {
        WireClass @class = spec.Content switch
        {
            ContentClass.Binary => WireClass.Any,
            ContentClass.AlphaOrNumeric when spec.Encoding == FieldEncoding.Bcd => WireClass.Digits,
            _ => FieldLayout.Classify(spec.Content, FieldEncoding.Ascii),
        };
        return new ValueRule(@class, spec.Padding);
    }
}
