namespace CardSwitch.Iso8583;

/// <summary>
/// How a format carries what a file does not say the encoding of: one encoding for each kind of content, and one for
/// length prefixes.
/// </summary>
internal sealed record WireHabits(
    FieldEncoding Numbers, FieldEncoding Tracks, FieldEncoding Text, FieldEncoding Bits, PrefixEncoding Prefix)
{
    /// <summary>Of elements within a field, whose plain value is characters or bytes whatever carries the field.</summary>
    internal static readonly WireHabits Within = new(
        FieldEncoding.Ascii, FieldEncoding.Ascii, FieldEncoding.Ascii, FieldEncoding.Binary, PrefixEncoding.Ascii);

    /// <summary>Of BER-TLV elements: as EMV has its n and cn.</summary>
    internal static readonly WireHabits WithinTlv = Within with { Numbers = FieldEncoding.Bcd, Tracks = FieldEncoding.BcdLeftF };

    /// <summary>As message type and bitmap are carried: digits like the one, binary elements like the other.</summary>
    internal static WireHabits OfHead(FieldEncoding mti, FieldEncoding bitmap)
    {
        FieldEncoding text = mti == FieldEncoding.Bcd ? FieldEncoding.Ascii : mti;
        PrefixEncoding prefix = mti switch
        {
            FieldEncoding.Bcd => PrefixEncoding.Bcd,
            FieldEncoding.Ascii => PrefixEncoding.Ascii,
            _ => PrefixEncoding.Ebcdic,
        };
        return new WireHabits(mti, mti, text, bitmap, prefix);
    }

    /// <summary>As most fields of the format are carried; where it has none of a kind, as its head.</summary>
    internal static WireHabits Of(MessageFormat format)
    {
        WireHabits head = OfHead(format.MtiEncoding, format.BitmapEncoding);
        FieldSpec[] specs = [.. format.Fields.Select(field => format[field]!)];
        return new WireHabits(
            Usual(specs.Where(spec => spec.Content == ContentClass.Numeric), spec => spec.Encoding, head.Numbers),
            Usual(specs.Where(spec => spec.Content == ContentClass.Track), spec => spec.Encoding, head.Tracks),
            Usual(specs.Where(IsText), spec => spec.Encoding, head.Text),
            Usual(specs.Where(spec => spec.Content == ContentClass.Binary), spec => spec.Encoding, head.Bits),
            Usual(specs.Where(spec => spec.Length.Rule == LengthRule.Prefixed), spec => spec.Prefix, head.Prefix));
    }

    /// <summary>An element of that type carried in the usual way, filled as its content is in the standard.</summary>
    internal FieldSpec Carry(string name, ContentClass content, FieldLength length, Sensitivity sensitivity) =>
        new Dialect(Numbers, Numbers, Tracks, Text, Bits, Prefix, Bits).Carry(new DataElement(name, content, length, sensitivity));

    private static bool IsText(FieldSpec spec) => spec.Content
        is ContentClass.Alpha or ContentClass.AlphaNumeric or ContentClass.AlphaNumericSpecial or ContentClass.NumericSpecial;

    // The first of those that are as frequent.
    private static T Usual<T>(IEnumerable<FieldSpec> specs, Func<FieldSpec, T> choose, T otherwise) =>
        specs.GroupBy(choose).OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault(otherwise);
}
