namespace CardSwitch.Iso8583;

/// <summary>What a content class becomes on the wire in each encoding that can carry it.</summary>
internal static class WireClasses
{
    /// <exception cref="ArgumentException">The encoding cannot carry the content.</exception>
    internal static WireClass Of(ContentClass content, FieldEncoding encoding)
    {
        bool digits = content is ContentClass.Numeric or ContentClass.AlphaOrNumeric;
        bool signed = content == ContentClass.SignedNumeric;
        return encoding switch
        {
            FieldEncoding.Binary when content == ContentClass.Binary => WireClass.Any,
            FieldEncoding.HexAscii when content == ContentClass.Binary => WireClass.Hex,
            FieldEncoding.HexEbcdic when content == ContentClass.Binary => WireClass.EbcdicHex,
            FieldEncoding.Bcd or FieldEncoding.BcdLeft when digits => WireClass.PackedDigits,
            FieldEncoding.BcdF when digits => WireClass.PackedDigitsF,
            FieldEncoding.BcdLeftF when digits => WireClass.PackedDigitsLeftF,
            FieldEncoding.Bcd or FieldEncoding.BcdLeft or FieldEncoding.BcdF or FieldEncoding.BcdLeftF
                when content == ContentClass.Track => WireClass.Any,
            FieldEncoding.Bcd when signed => WireClass.SignedPacked,
            FieldEncoding.Zoned when signed => WireClass.ZonedDigits,
            FieldEncoding.Ascii when content != ContentClass.Binary => Plain(content),
            FieldEncoding.Latin1 when content is ContentClass.AlphaNumericSpecial or ContentClass.NumericSpecial => WireClass.Latin1,
            FieldEncoding.Latin1 when content != ContentClass.Binary => Plain(content),
            FieldEncoding.Ebcdic1047 or FieldEncoding.Ebcdic037 or FieldEncoding.Ebcdic500
                when content != ContentClass.Binary => InEbcdic(content),
            _ => throw new ArgumentException($"A field of content class {content} cannot be encoded as {encoding}."),
        };
    }

    internal static UnitShape ShapeOf(ContentClass content, FieldEncoding encoding) => encoding switch
    {
        FieldEncoding.Bcd when content == ContentClass.SignedNumeric => UnitShape.SignedPacked,
        FieldEncoding.Bcd => UnitShape.Packed,
        FieldEncoding.BcdLeft => UnitShape.PackedLeft,
        FieldEncoding.BcdF => UnitShape.PackedF,
        FieldEncoding.BcdLeftF => UnitShape.PackedLeftF,
        FieldEncoding.HexAscii => UnitShape.Hex,
        FieldEncoding.HexEbcdic => UnitShape.HexEbcdic,
        FieldEncoding.Zoned => UnitShape.Zoned,
        FieldEncoding.Ebcdic1047 => UnitShape.Ebcdic1047,
        FieldEncoding.Ebcdic037 => UnitShape.Ebcdic037,
        FieldEncoding.Ebcdic500 => UnitShape.Ebcdic500,
        _ => UnitShape.ByteEach,
    };

    /// <summary>The class of a plain value, which is ASCII or, in text, Latin-1.</summary>
    internal static WireClass Plain(ContentClass content) => content switch
    {
        ContentClass.Numeric => WireClass.Digits,
        ContentClass.Alpha => WireClass.Letters,
        ContentClass.AlphaNumeric or ContentClass.AlphaOrNumeric => WireClass.AlphaNumeric,
        ContentClass.AlphaNumericSpecial or ContentClass.NumericSpecial => WireClass.Printable,
        ContentClass.Track => WireClass.Track,
        ContentClass.SignedNumeric => WireClass.SignedDigits,
        _ => WireClass.Any,
    };

    private static WireClass InEbcdic(ContentClass content) => Plain(content) switch
    {
        WireClass.Digits => WireClass.EbcdicDigits,
        WireClass.Letters => WireClass.EbcdicLetters,
        WireClass.AlphaNumeric => WireClass.EbcdicAlphaNumeric,
        WireClass.Track => WireClass.EbcdicTrack,
        WireClass.SignedDigits => WireClass.EbcdicSigned,
        _ => WireClass.EbcdicPrintable,
    };
}
