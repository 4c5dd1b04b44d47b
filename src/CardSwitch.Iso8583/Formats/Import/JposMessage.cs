namespace CardSwitch.Iso8583;

/// <summary>The message of a packager file: header, message type, bitmaps and data elements.</summary>
internal sealed class JposMessage(ImportProblems problems, XmlSpecNode root)
{
    private readonly JposComposites composites = new(problems);

    /// <summary>The format; null after a problem.</summary>
    /// <exception cref="ArgumentException">The parts do not go together.</exception>
    internal MessageFormat? Format(string name)
    {
        List<JposElement> elements = composites.Elements(root, null);
        FieldEncoding? mti = MtiEncodingOf(elements);
        JposElement? bitmap = BitmapOf(elements);
        HeaderSpec header = HeaderOf();
        TertiaryBitmap tertiary = bitmap is null ? default : TertiaryOf(bitmap);
        List<KeyValuePair<int, FieldSpec?>> fields = FieldsOf(elements, bitmap, tertiary);
        if (problems.Failed || mti is null || bitmap is null) return null;
        return MessageFormat.Empty(name, mti.Value, bitmap.Kind.Encoding)
            .WithHead(mti.Value, bitmap.Kind.Encoding, tertiary)
            .WithHeader(header)
            .With(fields);
    }

    private FieldEncoding? MtiEncodingOf(List<JposElement> elements)
    {
        if (elements.Find(element => element.Id == 0) is not { } type)
        {
            problems.Error(root.Line, "0", "there is no message type: an isofield with id 0");
            return null;
        }
        FieldEncoding? encoding = type.Kind switch
        {
            { Rule: not LengthRule.Fixed } or { Tag: not null } => null,
            { Data: JposData.Text, Encoding: FieldEncoding.Latin1 } => FieldEncoding.Ascii,
            { Data: JposData.Text or JposData.Digits } => type.Kind.Encoding,
            { Data: JposData.Packed or JposData.PackedF } => FieldEncoding.Bcd,
            _ => null,
        };
        if (encoding is not null && type.Node.Number("length") == 4 && !JposElements.IsPackager(type.Node)) return encoding;
        problems.Error(type.Node.Line, "0", "a message type is four digits in ASCII, EBCDIC or packed");
        return null;
    }

    private JposElement? BitmapOf(List<JposElement> elements)
    {
        bool hasOther = root["emitBitmap"] is { } emit && emit != "true"
            || root.Number("bitmapField") is { } place && place != 1
            || root.Number("firstField") is { } first && first != 2;
        if (hasOther)
        {
            problems.Error(root.Line, "", "a message has its bitmap as field 1 and its data elements from field 2");
            return null;
        }
        if (elements.Find(element => element.Id == 1) is not { Kind.IsBitmap: true } bitmap)
        {
            problems.Error(root.Line, "1", "there is no bitmap: an isofield with id 1 of a class of bitmaps");
            return null;
        }
        if (bitmap.Node.Number("length") is not (8 or 16 or 24))
        {
            problems.Error(bitmap.Node.Line, "1", "the bitmap of a message has 8, 16 or 24 bytes");
            return null;
        }
        if (bitmap.Kind.Data == JposData.PlainBitmap)
        {
            problems.Warn(bitmap.Node.Line, "1", "a first bit that is set announces a second bitmap, not an element as in X9.2");
        }
        return bitmap;
    }

    private TertiaryBitmap TertiaryOf(JposElement bitmap)
    {
        bool follows = bitmap.Node.Number("length") == 24;
        if (root["thirdBitmapField"] is null) return follows ? TertiaryBitmap.Follows : TertiaryBitmap.None;
        if (!follows && root.Number("thirdBitmapField") is { } field and >= 2 and <= 128) return TertiaryBitmap.InField(field);
        problems.Error(root.Line, "", "thirdBitmapField is the number of a data element, 2 to 128, and the bitmap then has 16 bytes");
        return default;
    }

    private HeaderSpec HeaderOf()
    {
        if (root["headerLength"] is null) return HeaderSpec.None;
        if (root.Number("headerLength") is { } length and <= HeaderSpec.MaxLength)
        {
            return length == 0 ? HeaderSpec.None : HeaderSpec.Any(new byte[length]);
        }
        problems.Error(root.Line, "", $"headerLength is 0 to {HeaderSpec.MaxLength}");
        return HeaderSpec.None;
    }

    private List<KeyValuePair<int, FieldSpec?>> FieldsOf(
        List<JposElement> elements, JposElement? bitmap, TertiaryBitmap tertiary)
    {
        int highest = Math.Min(root.Number("maxValidField") ?? Bitmap.MaxField, Bitmap.MaxField);
        var fields = new List<KeyValuePair<int, FieldSpec?>>();
        foreach (JposElement element in elements.Where(element => element.Id >= 2))
        {
            if (problems.IsFull) break;
            int line = element.Node.Line;
            if (element.Id > Bitmap.MaxField)
            {
                problems.Error(line, element.Key, $"a message has at most {Bitmap.MaxField} fields");
            }
            else if (element.Id > 128 && tertiary == TertiaryBitmap.None)
            {
                problems.Error(line, element.Key, "there is no bitmap for it: field 1 of 24 bytes, or thirdBitmapField");
            }
            else if (element.Id > highest)
            {
                problems.Warn(line, element.Key, $"left out, since maxValidField is {highest}");
            }
            else if (element.IsNothing)
            {
                problems.Warn(line, element.Key, "has no place in the message, so one with its bit set is refused");
            }
            else if (tertiary.IsFollowing && element.Id == 65)
            {
                problems.Warn(line, element.Key, "left out, since bit 65 announces the third bitmap");
            }
            else if (composites.FieldOf(element, JposElements.PlaceOf(null, element.Id)) is { } spec)
            {
                if (element.Id == tertiary.Field && spec.Encoding != bitmap?.Kind.Encoding)
                {
                    problems.Error(line, element.Key, "the third bitmap must be encoded as the others are");
                }
                fields.Add(new(element.Id, spec));
            }
        }
        return fields;
    }
}
