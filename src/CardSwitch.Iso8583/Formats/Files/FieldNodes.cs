namespace CardSwitch.Iso8583;

/// <summary>The object of a field as a file writes it: the keys whose values do not hold by themselves.</summary>
internal static class FieldNodes
{
    internal static SpecNode Of(string key, FieldSpec spec, FieldDefaults defaults)
    {
        FieldSpec start = defaults.Start(spec.Content, spec.Length);
        (ContentClass, FieldLength)? type = defaults.Existing is { } existing ? (existing.Content, existing.Length) : defaults.Type;
        var members = new List<SpecNode>();
        if (spec.Name != start.Name) members.Add(SpecNode.OfText("name", spec.Name));
        if (type != (spec.Content, spec.Length)) members.Add(SpecNode.OfText("type", spec.Attribute));
        if (spec.Encoding != start.Encoding) members.Add(SpecNode.OfText("encoding", SpecWords.Encodings.WordOf(spec.Encoding)));
        if (spec.Length.Rule == LengthRule.Prefixed && SpecTexts.PrefixText(spec) != SpecTexts.PrefixText(start))
        {
            members.Add(SpecNode.OfText("prefix", SpecTexts.PrefixText(spec)));
        }
        if (spec.Length.IsFixed && spec.Padding != start.Padding) members.Add(SpecNode.OfText("padding", spec.Padding.ToString()));
        if (spec.Sensitivity != start.Sensitivity)
        {
            members.Add(SpecNode.OfText("sensitivity", SpecWords.Sensitivities.WordOf(spec.Sensitivity)));
        }
        if (spec.Date != start.Date) members.Add(spec.Date is null ? SpecNode.OfNull("date") : SpecNode.OfText("date", spec.Date));
        if (!IsSame(spec.Composite, start.Composite, spec.Sensitivity)) members.Add(Of(spec.Composite, spec.Sensitivity));
        return SpecNode.OfMap(key, members);
    }

    private static SpecNode Of(CompositeSpec? composite, Sensitivity field)
    {
        if (composite is null) return SpecNode.OfNull("subfields");
        if (IsSame(composite, EmvTags.Composite, field)) return SpecNode.OfText("subfields", CompositeReader.Emv);
        return Structure(composite, field);
    }

    private static SpecNode Structure(CompositeSpec composite, Sensitivity field)
    {
        List<SpecNode> members = [SpecNode.OfText("kind", SpecWords.Kinds.WordOf(composite.Kind))];
        if (composite.Tag is { } tag) members.Add(Of(tag));
        if (composite.Kind == CompositeKind.Bitmapped)
        {
            List<SpecNode> bitmap =
            [
                SpecNode.OfNumber("bytes", composite.BitmapBytes),
                SpecNode.OfText("encoding", SpecWords.BitmapEncodings.WordOf(composite.BitmapEncoding)),
            ];
            if (composite.BitmapExtends) bitmap.Add(SpecNode.OfFlag("extends", true));
            members.Add(SpecNode.OfMap("bitmap", bitmap));
        }
        if (composite.Leading > 0) members.Add(SpecNode.OfNumber("leading", composite.Leading));
        var elements = new List<SpecNode>();
        foreach ((string written, FieldSpec spec) in composite.Fields)
        {
            string key = CompositeReader.KeyOf(composite.Kind, written);
            elements.Add(Of(key, spec, FieldDefaults.OfElement(composite.Kind, key, field)));
        }
        members.Add(SpecNode.OfMap("fields", elements));
        if (composite.Unknown is { } unknown) members.Add(Of("unknown", unknown, FieldDefaults.OfUnknown(field)));
        return SpecNode.OfMap("subfields", members);
    }

    private static SpecNode Of(TagLayout tag)
    {
        List<SpecNode> members =
        [
            SpecNode.OfNumber("width", tag.Width),
            SpecNode.OfText("encoding", SpecWords.TagEncodings.WordOf(tag.Encoding)),
        ];
        if (tag.AfterLength) members.Add(SpecNode.OfFlag("afterLength", true));
        if (tag.IsCounted) members.Add(SpecNode.OfFlag("counted", true));
        return SpecNode.OfMap("tag", members);
    }

    // What is written the same is the same, since both are within the same field.
    private static bool IsSame(CompositeSpec? one, CompositeSpec? other, Sensitivity field) => ReferenceEquals(one, other)
        || (one is not null && other is not null && one.Kind == other.Kind && one.Fields.Count == other.Fields.Count
            && SpecText.Of(Structure(one, field)) == SpecText.Of(Structure(other, field)));
}
