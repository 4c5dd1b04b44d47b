namespace CardSwitch.Iso8583;

/// <summary>
/// How a network carries a standard's elements: one encoding for each kind of content. A standard's table combined
/// with a dialect is a <see cref="MessageFormat"/>.
/// </summary>
internal sealed record Dialect(
    FieldEncoding Numbers, FieldEncoding Tracks, FieldEncoding Bits, PrefixEncoding Prefixes, FieldEncoding Bitmap)
{
    /// <summary>Characters, with bitmap and binary elements as plain bytes.</summary>
    internal static readonly Dialect Ascii = new(
        FieldEncoding.Ascii, FieldEncoding.Ascii, FieldEncoding.Binary, PrefixEncoding.Ascii, FieldEncoding.Binary);

    /// <summary>Characters throughout: bitmap and binary elements in hexadecimal.</summary>
    internal static readonly Dialect AsciiHex = new(
        FieldEncoding.Ascii, FieldEncoding.Ascii, FieldEncoding.HexAscii, PrefixEncoding.Ascii, FieldEncoding.HexAscii);

    /// <summary>Packed digits, track data and lengths; text stays characters.</summary>
    internal static readonly Dialect Bcd = new(
        FieldEncoding.Bcd, FieldEncoding.Bcd, FieldEncoding.Binary, PrefixEncoding.Bcd, FieldEncoding.Binary);

    internal FieldSpec Carry(DataElement element)
    {
        FieldEncoding encoding = element.Content switch
        {
            ContentClass.Numeric or ContentClass.SignedNumeric or ContentClass.AlphaOrNumeric => Numbers,
            ContentClass.Track => Tracks,
            ContentClass.Binary => Bits,
            _ => FieldEncoding.Ascii,
        };
        Padding padding = !element.Length.IsFixed ? Padding.None : element.Content switch
        {
            ContentClass.Numeric => Padding.LeftZero,
            ContentClass.Binary or ContentClass.SignedNumeric or ContentClass.Track => Padding.None,
            ContentClass.AlphaOrNumeric => Padding.None,
            _ => Padding.RightSpace,
        };
        return new FieldSpec(
            element.Name, element.Content, element.Length, encoding, Prefixes, padding, element.Sensitivity);
    }
}
