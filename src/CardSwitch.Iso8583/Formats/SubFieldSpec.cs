namespace CardSwitch.Iso8583;

/// <summary>One element within a field.</summary>
/// <param name="Key">
/// By which a path names it: a number for positional and bitmapped elements, the tag's characters for tagged ones, the
/// tag or identifier in upper-case hexadecimal for BER-TLV and data sets.
/// </param>
/// <param name="Spec">
/// Its format. Length prefix and encoding of the length of BER-TLV elements and data sets follow from their kind; their
/// <see cref="FieldLength"/> is <see cref="FieldLength.Rest"/>.
/// </param>
public sealed record SubFieldSpec(string Key, FieldSpec Spec);
