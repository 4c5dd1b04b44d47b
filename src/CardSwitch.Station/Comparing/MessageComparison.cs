using CardSwitch.Station.Decoding;

namespace CardSwitch.Station.Comparing;

/// <summary>
/// Finds what tells two messages apart by their plain values, so that they may be of different formats. Where a field is
/// no more than its elements, those are compared one by one.
/// </summary>
internal static class MessageComparison
{
    internal static IEnumerable<Difference> Of(ComparedMessage a, ComparedMessage b)
    {
        if (!a.Header.AsSpan().SequenceEqual(b.Header)) yield return new Difference("header", "Header", HeaderText(a), HeaderText(b));
        if (a.Type != b.Type) yield return new Difference("0", "Message type identifier", a.Type, b.Type);
        foreach (int field in a.Fields.Keys.Union(b.Fields.Keys).Order())
        {
            foreach (Difference difference in Between($"{field}", a.Fields.GetValueOrDefault(field), b.Fields.GetValueOrDefault(field)))
            {
                yield return difference;
            }
        }
    }

    private static string? HeaderText(ComparedMessage message) =>
        message.Header.Length == 0 ? null : Convert.ToHexString(message.Header);

    private static Difference[] Between(string path, ElementNode? a, ElementNode? b)
    {
        if (a is not null && b is not null)
        {
            if (a.Plain is not null && a.Plain == b.Plain) return [];
            if (a.IsNested && b.IsNested)
            {
                Difference[] within = [.. Within(path, a, b)];
                if (within.Length > 0) return within;
            }
        }
        return [new Difference(path, (a ?? b)!.Spec?.Name ?? (b ?? a)!.Spec?.Name ?? "", a?.Shown, b?.Shown)];
    }

    // Elements of the same key in their order: a tag may come more than once.
    private static IEnumerable<Difference> Within(string path, ElementNode a, ElementNode b)
    {
        Dictionary<(string Key, int Time), ElementNode> others = Keyed(b);
        foreach (var (key, node) in Keyed(a))
        {
            others.Remove(key, out ElementNode? other);
            foreach (Difference difference in Between(PathOf(path, key), node, other)) yield return difference;
        }
        foreach (var (key, node) in others)
        {
            foreach (Difference difference in Between(PathOf(path, key), null, node)) yield return difference;
        }
    }

    private static Dictionary<(string Key, int Time), ElementNode> Keyed(ElementNode container) =>
        container.Within.GroupBy(node => node.Key)
            .SelectMany(group => group.Select((node, i) => (Key: (group.Key, i + 1), node)))
            .ToDictionary(pair => pair.Key, pair => pair.node);

    private static string PathOf(string path, (string Key, int Time) key) =>
        key.Time == 1 ? $"{path}.{key.Key}" : $"{path}.{key.Key} ({key.Time}. time)";
}
