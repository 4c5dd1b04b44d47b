namespace CardSwitch.Iso8583;

/// <summary>
/// One data element of a format: what the standard says of it (name, content, length) and how it stands on the wire
/// (encoding, length prefix, padding). The last three are independent of each other and combine freely.
/// </summary>
/// <param name="Name">The element's name in the standard.</param>
/// <param name="Content">The characters that it may hold.</param>
/// <param name="Length">Its length rule, in digits, characters or (for <see cref="ContentClass.Binary"/>) bytes.</param>
/// <param name="Encoding">How its units stand on the wire.</param>
/// <param name="Prefix">How the length digits stand on the wire; of no effect on a fixed field.</param>
/// <param name="Padding">How a short value is filled; of no effect on a field of variable length.</param>
/// <param name="Sensitivity">How it is shown to people.</param>
public sealed record FieldSpec(
    string Name,
    ContentClass Content,
    FieldLength Length,
    FieldEncoding Encoding,
    PrefixEncoding Prefix = PrefixEncoding.Ascii,
    Padding Padding = Padding.None,
    Sensitivity Sensitivity = Sensitivity.None)
{
    /// <summary>The attribute in the standard's notation, such as <c>n 12</c> or <c>ans ...999</c>.</summary>
    public string Attribute => $"{ContentMark} {Length}";

    private string ContentMark => Content switch
    {
        ContentClass.Numeric => "n",
        ContentClass.Alpha => "a",
        ContentClass.AlphaNumeric => "an",
        ContentClass.AlphaNumericSpecial => "ans",
        ContentClass.NumericSpecial => "ns",
        ContentClass.AlphaOrNumeric => "a|n",
        ContentClass.Binary => "b",
        ContentClass.Track => "z",
        _ => "x+n",
    };
}
