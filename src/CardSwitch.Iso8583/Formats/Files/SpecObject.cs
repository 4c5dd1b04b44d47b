using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// An object of a spec file, read key by key. A wrong value is a problem and counts as absent, so that reading goes on;
/// in the end keys that nobody asked for are problems too.
/// </summary>
internal sealed class SpecObject
{
    /// <summary>Characters of any text: names are shown to people, and no other text is as long.</summary>
    internal const int MaxText = 1000;

    private readonly SpecProblems problems;
    private readonly Dictionary<string, SpecNode> members = new(StringComparer.Ordinal);
    private readonly List<string> asked = [];

    internal SpecObject(SpecNode node, SpecProblems problems)
    {
        Node = node;
        this.problems = problems;
        if (node.Kind != SpecNodeKind.Map) problems.Error(node, $"expected an object, found {node.Shown}");
        else foreach (SpecNode child in node.Children) members[child.Key] = child;
    }

    internal SpecNode Node { get; }

    /// <summary>The value of a key, which is known from now on.</summary>
    internal SpecNode? this[string key]
    {
        get
        {
            if (!asked.Contains(key)) asked.Add(key);
            return members.GetValueOrDefault(key);
        }
    }

    internal string? Text(string key, string expected = "text")
    {
        if (this[key] is not { } node) return null;
        if (node.Kind != SpecNodeKind.Text) return Wrong(node, expected);
        if (node.Text.Length <= MaxText) return node.Text;
        problems.Error(node, $"is longer than {MaxText} characters");
        return null;
    }

    /// <summary>A text that is not blank, and to be shown on a line.</summary>
    internal string? Name(string key)
    {
        if (Text(key) is not { } text) return null;
        if (!string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl)) return text;
        problems.Error(members[key], "expected a name on one line");
        return null;
    }

    internal bool? Flag(string key)
    {
        if (this[key] is not { } node) return null;
        if (node.Flag is { } flag) return flag;
        Wrong(node, "true or false");
        return null;
    }

    internal int? Number(string key, int least, int most)
    {
        if (this[key] is not { } node) return null;
        if (node.Number is { } number && number >= least && number <= most) return number;
        Wrong(node, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
        return null;
    }

    /// <summary>One of a few words.</summary>
    internal T? Word<T>(string key, (string Word, T Value)[] words)
        where T : struct, Enum
    {
        string expected = "one of " + string.Join(", ", words.Select(word => word.Word));
        if (Text(key, expected) is not { } text) return null;
        if (words.ValueOf(text) is { } value) return value;
        Wrong(members[key], expected, Spelling.Nearest(text, words.Select(word => word.Word)));
        return null;
    }

    /// <summary>A text that a function reads.</summary>
    internal T? Parsed<T>(string key, Func<string, T?> parse, string expected)
        where T : struct
    {
        if (Text(key, expected) is not { } text) return null;
        if (parse(text) is { } value) return value;
        Wrong(members[key], expected);
        return null;
    }

    /// <inheritdoc cref="Parsed{T}(string, Func{string, T?}, string)"/>
    internal T? Parsed<T>(string key, Func<string, T?> parse, string expected)
        where T : class
    {
        if (Text(key, expected) is not { } text) return null;
        if (parse(text) is { } value) return value;
        Wrong(members[key], expected);
        return null;
    }

    /// <summary>The object of a key, or null.</summary>
    internal SpecObject? Object(string key) => this[key] is { } node ? new SpecObject(node, problems) : null;

    /// <summary>The values of the object of a key, with their own keys; none when it is absent.</summary>
    internal IReadOnlyList<SpecNode> Entries(string key)
    {
        if (this[key] is not { } node) return [];
        if (node.Kind == SpecNodeKind.Map) return node.Children;
        Wrong(node, "an object");
        return [];
    }

    /// <summary>The texts of a list; none when it is absent.</summary>
    internal IEnumerable<SpecNode> Texts(string key)
    {
        if (this[key] is not { } node) yield break;
        if (node.Kind != SpecNodeKind.List) Wrong(node, "a list");
        foreach (SpecNode item in node.Kind == SpecNodeKind.List ? node.Children : [])
        {
            if (item.Kind == SpecNodeKind.Text) yield return item;
            else Wrong(item, "text");
        }
    }

    /// <summary>Makes problems of the keys that nobody asked for.</summary>
    internal void End()
    {
        foreach (SpecNode member in members.Values)
        {
            if (asked.Contains(member.Key)) continue;
            string advice = Spelling.Nearest(member.Key, asked) is { } near
                ? $"did you mean {near}?"
                : $"expected one of {string.Join(", ", asked)}";
            problems.Error(member, $"is not known; {advice}");
        }
    }

    private string? Wrong(SpecNode node, string expected, string? near = null)
    {
        string advice = near is null ? "" : $"; did you mean {near}?";
        problems.Error(node, $"expected {expected}, found {node.Shown}{advice}");
        return null;
    }
}
