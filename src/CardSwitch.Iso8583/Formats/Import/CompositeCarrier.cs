namespace CardSwitch.Iso8583;

/// <summary>
/// Fits an outer field to the elements that stand in it. Foreign files often carry elements of bytes in a field of
/// characters, a byte as the character of its number; here a field is of the one or of the other.
/// </summary>
internal static class CompositeCarrier
{
    /// <summary>The field with its elements, or null and why there is none.</summary>
    internal static FieldSpec? Carry(FieldSpec outer, CompositeSpec inner, out string why)
    {
        why = "";
        FieldSpec whole = outer with { Composite = inner };
        if (outer.Content == ContentClass.Binary) return whole;
        if (outer.Encoding is FieldEncoding.Ascii or FieldEncoding.Latin1)
        {
            return IsText(inner)
                ? whole with { Content = ContentClass.AlphaNumericSpecial, Encoding = FieldEncoding.Latin1 }
                : whole with { Content = ContentClass.Binary, Encoding = FieldEncoding.Binary };
        }
        if (outer.Encoding is FieldEncoding.Ebcdic1047 or FieldEncoding.Ebcdic037 or FieldEncoding.Ebcdic500)
        {
            if (IsText(inner)) return whole with { Content = ContentClass.AlphaNumericSpecial };
            why = "its elements are no ASCII text, and would be translated to EBCDIC as if they were";
            return null;
        }
        if (IsDigits(inner)) return whole;
        why = "it holds packed digits, and not all of its elements are ASCII digits";
        return null;
    }

    /// <summary>The outer field of elements that are written out in hexadecimal, or null and why there is none.</summary>
    internal static FieldSpec? CarryHex(FieldSpec outer, CompositeSpec inner, bool isEbcdic, out string why)
    {
        why = "";
        bool isPlain = outer.Encoding is FieldEncoding.Binary or FieldEncoding.Latin1 or FieldEncoding.Ascii;
        bool isTranslated = outer.Encoding == FieldEncoding.Ebcdic1047;
        if (!isPlain && !(isTranslated && !isEbcdic))
        {
            why = "hexadecimal text is encoded twice";
            return null;
        }
        if (outer.PrefixCounts != PrefixCounts.Units || outer.Length.Rule == LengthRule.Terminated || outer.Length.Max % 2 != 0
            && outer.Length.IsFixed || outer.Length.Max < 2)
        {
            why = "the length of hexadecimal text must be in characters, two for each byte";
            return null;
        }
        int bytes = outer.Length.Max / 2;
        return outer with
        {
            Content = ContentClass.Binary,
            Encoding = isTranslated || isEbcdic ? FieldEncoding.HexEbcdic : FieldEncoding.HexAscii,
            Padding = Padding.None,
            PrefixCounts = PrefixCounts.Bytes,
            Length = outer.Length.Rule switch
            {
                LengthRule.Fixed => FieldLength.Fixed(bytes),
                LengthRule.Rest => FieldLength.Rest(bytes),
                _ => FieldLength.UpTo(bytes, outer.Length.PrefixDigits),
            },
            Composite = inner,
        };
    }

    /// <summary>Whether all that stands in the elements is ASCII or Latin-1 text.</summary>
    internal static bool IsText(CompositeSpec inner) => inner.Kind switch
    {
        CompositeKind.Positional => inner.Fields.All(field => IsText(field.Spec)),
        CompositeKind.Tagged => inner.Tag!.Encoding == FieldEncoding.Ascii
            && inner.Fields.All(field => IsText(field.Spec)) && (inner.Unknown is null || IsText(inner.Unknown)),
        CompositeKind.Bitmapped => inner.BitmapEncoding == FieldEncoding.HexAscii && inner.Fields.All(field => IsText(field.Spec)),
        _ => false,
    };

    private static bool IsText(FieldSpec spec) =>
        spec.Encoding is FieldEncoding.Ascii or FieldEncoding.Latin1 or FieldEncoding.HexAscii
        && (spec.Length.Rule != LengthRule.Prefixed || spec.Prefix is PrefixEncoding.Ascii or PrefixEncoding.Hex)
        && (spec.Length.Rule != LengthRule.Terminated || spec.Length.Terminator is >= 0x20 and <= 0x7E);

    private static bool IsDigits(CompositeSpec inner) => inner.Kind == CompositeKind.Positional
        && inner.Fields.All(field => field.Spec is { Content: ContentClass.Numeric, Encoding: FieldEncoding.Ascii }
            && (field.Spec.Length.Rule != LengthRule.Prefixed || field.Spec.Prefix == PrefixEncoding.Ascii)
            && field.Spec.Length.Rule != LengthRule.Terminated);
}
