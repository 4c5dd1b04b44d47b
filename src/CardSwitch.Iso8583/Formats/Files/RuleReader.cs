namespace CardSwitch.Iso8583;

/// <summary>Reads <c>rules</c>: by message type, the fields that a message must and must not have.</summary>
internal sealed class RuleReader(SpecProblems problems)
{
    /// <summary>The rules of the extended format with the file's in the place of those for the same types.</summary>
    internal List<MessageRule> Read(SpecObject file, IReadOnlyList<MessageRule> extended)
    {
        List<MessageRule> rules = [.. extended];
        foreach (SpecNode node in file.Entries("rules"))
        {
            if (!IsTypes(node.Key))
            {
                problems.Error(node, "expected a message type of four digits, or x for any: \"0200\", \"02x0\"");
                continue;
            }
            int place = rules.FindIndex(rule => rule.Types == node.Key);
            rules.RemoveAll(rule => rule.Types == node.Key);
            if (node.Kind == SpecNodeKind.Null) continue;
            MessageRule rule = ReadRule(node);
            if (place < 0) rules.Add(rule);
            else rules.Insert(place, rule);
        }
        return rules;
    }

    internal static bool IsTypes(string text) => text.Length == 4 && text.All(c => c == 'x' || char.IsAsciiDigit(c));

    private MessageRule ReadRule(SpecNode node)
    {
        var file = new SpecObject(node, problems);
        var rule = new MessageRule(node.Key)
        {
            Mandatory = Paths(file, "mandatory"),
            Conditional = Conditions(file),
            Forbidden = Paths(file, "forbidden"),
        };
        file.End();
        return rule;
    }

    private List<FieldPath> Paths(SpecObject file, string key)
    {
        var paths = new List<FieldPath>();
        foreach (SpecNode node in file.Texts(key))
        {
            if (Path(node) is { } path) paths.Add(path);
        }
        return paths;
    }

    private List<FieldCondition> Conditions(SpecObject file)
    {
        var conditions = new List<FieldCondition>();
        if (file["conditional"] is not { } list) return conditions;
        if (list.Kind != SpecNodeKind.List) problems.Error(list, $"expected a list, found {list.Shown}");
        foreach (SpecNode node in list.Kind == SpecNodeKind.List ? list.Children : [])
        {
            if (Condition(new SpecObject(node, problems)) is { } condition) conditions.Add(condition);
        }
        return conditions;
    }

    private FieldCondition? Condition(SpecObject file)
    {
        if (file.Node.Kind != SpecNodeKind.Map) return null;
        FieldPath? field = Path(file, "field");
        bool isAbsent = file["without"] is not null;
        if (isAbsent && file["when"] is not null) problems.Error(file.Node, "has both \"when\" and \"without\"");
        FieldPath? when = Path(file, isAbsent ? "without" : "when");
        string[] values = [.. file.Texts("is").Select(node => node.Text)];
        if (isAbsent && file["is"] is { } odd) problems.Error(odd, "a field that is absent has no values");
        file.End();
        return field is null || when is null ? null : new FieldCondition(field, when, values, isAbsent);
    }

    private FieldPath? Path(SpecObject file, string key)
    {
        if (file[key] is not { } node)
        {
            problems.Error(file.Node, $"has no \"{key}\"");
            return null;
        }
        return file.Text(key) is null ? null : Path(node);
    }

    private FieldPath? Path(SpecNode node)
    {
        if (FieldPath.TryParse(node.Text, out FieldPath? path)) return path;
        problems.Error(node, $"expected a path such as \"2\" or \"55.9F02\", found {node.Shown}");
        return null;
    }
}
