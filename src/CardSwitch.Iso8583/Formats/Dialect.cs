namespace CardSwitch.Iso8583;

/// <summary>
/// How a network carries a standard's elements: one encoding for each kind of content. A standard's table combined
/// with a dialect is a <see cref="MessageFormat"/>.
/// </summary>
internal sealed record Dialect(
    FieldEncoding Mti, FieldEncoding Numbers, FieldEncoding Tracks, FieldEncoding Text, FieldEncoding Bits,
    PrefixEncoding Prefixes, FieldEncoding Bitmap)
{
    /// <summary>Characters, with bitmap and binary elements as plain bytes.</summary>
    internal static readonly Dialect Ascii = new(
        FieldEncoding.Ascii, FieldEncoding.Ascii, FieldEncoding.Ascii, FieldEncoding.Ascii, FieldEncoding.Binary,
        PrefixEncoding.Ascii, FieldEncoding.Binary);

    /// <summary>Characters throughout: bitmap and binary elements in hexadecimal.</summary>
    internal static readonly Dialect AsciiHex = Ascii with { Bits = FieldEncoding.HexAscii, Bitmap = FieldEncoding.HexAscii };

    /// <summary>Packed digits, track data and lengths; text stays characters.</summary>
    internal static readonly Dialect Bcd = Ascii with
    {
        Mti = FieldEncoding.Bcd,
        Numbers = FieldEncoding.Bcd,
        Tracks = FieldEncoding.Bcd,
        Prefixes = PrefixEncoding.Bcd,
    };

    /// <summary>EBCDIC characters (code page 1047), with bitmap and binary elements as plain bytes.</summary>
    internal static readonly Dialect Ebcdic = new(
        FieldEncoding.Ebcdic1047, FieldEncoding.Ebcdic1047, FieldEncoding.Ebcdic1047, FieldEncoding.Ebcdic1047,
        FieldEncoding.Binary, PrefixEncoding.Ebcdic, FieldEncoding.Binary);

    /// <summary>EBCDIC characters throughout: bitmap and binary elements in hexadecimal.</summary>
    internal static readonly Dialect EbcdicHex = Ebcdic with { Bits = FieldEncoding.HexEbcdic, Bitmap = FieldEncoding.HexEbcdic };

    internal FieldSpec Carry(DataElement element)
    {
        FieldEncoding encoding = element.Content switch
        {
            ContentClass.Numeric or ContentClass.SignedNumeric or ContentClass.AlphaOrNumeric => Numbers,
            ContentClass.Track => Tracks,
            ContentClass.Binary => Bits,
            _ => Text,
        };
        Padding padding = !element.Length.IsFixed ? Padding.None : element.Content switch
        {
            ContentClass.Numeric => Padding.LeftZero,
            ContentClass.Binary or ContentClass.SignedNumeric or ContentClass.Track => Padding.None,
            ContentClass.AlphaOrNumeric => Padding.None,
            _ => Padding.RightSpace,
        };
        return new FieldSpec(
            element.Name, element.Content, element.Length, encoding, Prefixes, padding, element.Sensitivity)
        {
            Date = element.Date,
            Composite = element.Composite,
        };
    }
}
