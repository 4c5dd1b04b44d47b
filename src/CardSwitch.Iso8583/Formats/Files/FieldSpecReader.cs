namespace CardSwitch.Iso8583;

/// <summary>Reads the object of a field, or of an element within one, and what is within it in turn.</summary>
internal sealed class FieldSpecReader(SpecProblems problems)
{
    /// <summary>More than any network's table, with all that is within its fields.</summary>
    private const int MaxFields = 20_000;

    private int fields;

    /// <summary>The field, or null after adding what is wrong with it.</summary>
    /// <param name="node">The field's object.</param>
    /// <param name="defaults">What holds of it where the object does not say.</param>
    /// <param name="depth">How many fields it is within.</param>
    internal FieldSpec? Read(SpecNode node, FieldDefaults defaults, int depth)
    {
        if (++fields > MaxFields)
        {
            if (fields == MaxFields + 1) problems.Error(node, $"there are more than {MaxFields} fields and elements");
            return null;
        }
        int before = problems.Errors;
        var file = new SpecObject(node, problems);
        if (node.Kind != SpecNodeKind.Map) return null;
        string? name = file.Name("name");
        if (TypeOf(file, defaults) is not var (content, length)) return null;

        FieldSpec start = defaults.Start(content, length);
        var spec = start with
        {
            Name = name ?? start.Name,
            Encoding = file.Word("encoding", SpecWords.Encodings) ?? start.Encoding,
            Padding = file.Parsed("padding", SpecTexts.PaddingOf, SpecTexts.PaddingExpected) ?? start.Padding,
            Sensitivity = file.Word("sensitivity", SpecWords.Sensitivities) ?? start.Sensitivity,
            Date = DateOf(file, start),
        };
        if (file.Parsed("prefix", SpecTexts.Prefix, SpecTexts.PrefixExpected) is var (encoding, counts, countsItself))
        {
            spec = spec with { Prefix = encoding, PrefixCounts = counts, PrefixCountsItself = countsItself };
            if (length.Rule != LengthRule.Prefixed) problems.Warn(file["prefix"]!, $"a field of {spec.Attribute} has no length prefix");
        }
        if (file["subfields"] is { } subfields)
        {
            var composites = new CompositeReader(this, problems);
            spec = spec with { Composite = composites.Read(subfields, spec.Sensitivity, depth + 1) };
        }
        file.End();
        return problems.Errors == before && IsSound(node, spec) ? spec : null;
    }

    private (ContentClass Content, FieldLength Length)? TypeOf(SpecObject file, FieldDefaults defaults)
    {
        if (file["type"] is null)
        {
            if (defaults.Existing is { } existing) return (existing.Content, existing.Length);
            if (defaults.Type is { } usual) return usual;
            problems.Error(file.Node, $"the field is new and has no \"type\"; expected {AttributeText.Expected}");
            return null;
        }
        return file.Parsed("type", Parse, AttributeText.Expected);

        static (ContentClass Content, FieldLength Length)? Parse(string text) =>
            AttributeText.TryParse(text, out ContentClass content, out FieldLength length) ? (content, length) : null;
    }

    private static string? DateOf(SpecObject file, FieldSpec start)
    {
        if (file["date"] is { } node) return node.Kind == SpecNodeKind.Null ? null : file.Text("date");
        return start.Date;
    }

    // Whether the parts go together is the model's to say.
    private bool IsSound(SpecNode node, FieldSpec spec)
    {
        try
        {
            FieldLayout.Compile(spec);
            return true;
        }
        catch (ArgumentException refused)
        {
            problems.Error(node, refused);
            return false;
        }
    }
}
