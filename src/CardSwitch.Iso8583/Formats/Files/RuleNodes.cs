namespace CardSwitch.Iso8583;

/// <summary>Rules as a file writes them: one object for the same message types, however many rules there are.</summary>
internal static class RuleNodes
{
    /// <summary>The rules that differ from those of the extended format, and null for those that are gone.</summary>
    internal static List<SpecNode> Of(IReadOnlyList<MessageRule> rules, IReadOnlyList<MessageRule> extended)
    {
        List<SpecNode> written = All(rules), before = All(extended);
        Dictionary<string, string> known = before.ToDictionary(node => node.Key, SpecText.Of);
        return
        [
            .. before.Where(node => written.All(other => other.Key != node.Key)).Select(node => SpecNode.OfNull(node.Key)),
            .. written.Where(node => known.GetValueOrDefault(node.Key) != SpecText.Of(node)),
        ];
    }

    private static List<SpecNode> All(IReadOnlyList<MessageRule> rules) =>
        [.. rules.GroupBy(rule => rule.Types).Select(same => Of(same.Key, [.. same]))];

    private static SpecNode Of(string types, MessageRule[] rules)
    {
        var members = new List<SpecNode>();
        AddPaths("mandatory", rules.SelectMany(rule => rule.Mandatory));
        SpecNode[] conditions = [.. rules.SelectMany(rule => rule.Conditional).Select(Of)];
        if (conditions.Length > 0)
        {
            members.Add(new SpecNode { Kind = SpecNodeKind.List, Key = "conditional", Children = conditions });
        }
        AddPaths("forbidden", rules.SelectMany(rule => rule.Forbidden));
        return SpecNode.OfMap(types, members);

        void AddPaths(string key, IEnumerable<FieldPath> paths)
        {
            string[] texts = [.. paths.Select(path => path.ToString())];
            if (texts.Length > 0) members.Add(SpecNode.OfList(key, texts));
        }
    }

    private static SpecNode Of(FieldCondition condition)
    {
        List<SpecNode> members =
        [
            SpecNode.OfText("field", condition.Field.ToString()),
            SpecNode.OfText(condition.Absent ? "without" : "when", condition.When.ToString()),
        ];
        if (condition.Values.Count > 0 && !condition.Absent) members.Add(SpecNode.OfList("is", condition.Values));
        return SpecNode.OfMap("", members);
    }
}
