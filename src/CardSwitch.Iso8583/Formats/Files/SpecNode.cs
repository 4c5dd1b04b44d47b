using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// A node of a file of JSON or YAML with the line that it begins on: what both are the same in, and what an error needs.
/// </summary>
internal sealed class SpecNode
{
    private static readonly SpecNode[] None = [];

    private string? path;

    /// <summary>What it is.</summary>
    internal required SpecNodeKind Kind { get; init; }

    /// <summary>The line, from 1; 0 in what is to be written.</summary>
    internal int Line { get; init; }

    /// <summary>
    /// The place in the structure: <c>fields.48</c>; empty for the root. Put together when it is asked for, since the
    /// paths of a hostile file are many times its size.
    /// </summary>
    internal string Path
    {
        get => path ??= Parent is null ? ""
            : Place >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{Parent.Path}[{Place}]")
            : Parent.Path.Length == 0 ? Key
            : $"{Parent.Path}.{Key}";
        init => path = value;
    }

    /// <summary>The map or list that it stands in; null for the root, and where the path was given.</summary>
    internal SpecNode? Parent { get; init; }

    /// <summary>The place in a list, from 0; -1 in a map.</summary>
    internal int Place { get; init; } = -1;

    /// <summary>The key under which a map has it; empty in a list and for the root.</summary>
    internal string Key { get; init; } = "";

    /// <summary>Text, number or flag as it was written; empty for the other kinds.</summary>
    internal string Text { get; init; } = "";

    /// <summary>The elements of a list or the values of a map, in the order of the file.</summary>
    internal IReadOnlyList<SpecNode> Children { get; init; } = None;

    /// <summary>The value of a key, or null.</summary>
    internal SpecNode? this[string key] => Children.FirstOrDefault(child => child.Key == key);

    /// <summary>The number, if it is one without a fraction.</summary>
    internal int? Number => Kind == SpecNodeKind.Number
        && int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>The flag, if it is one.</summary>
    internal bool? Flag => Kind == SpecNodeKind.Flag ? Text == "true" : null;

    /// <summary>What it is in the words of an error; text is cut where it is long.</summary>
    internal string Shown => Kind switch
    {
        SpecNodeKind.Text => Text.Length <= 40 ? $"\"{Text}\"" : $"\"{Text.AsSpan(0, 40)}...\"",
        SpecNodeKind.List => "a list",
        SpecNodeKind.Map => "an object",
        SpecNodeKind.Null => "null",
        _ => Text.Length <= 40 ? Text : "a long number",
    };

    internal static SpecNode OfText(string key, string text) => new() { Kind = SpecNodeKind.Text, Key = key, Text = text };

    internal static SpecNode OfNumber(string key, int number) =>
        new() { Kind = SpecNodeKind.Number, Key = key, Text = number.ToString(CultureInfo.InvariantCulture) };

    internal static SpecNode OfFlag(string key, bool flag) =>
        new() { Kind = SpecNodeKind.Flag, Key = key, Text = flag ? "true" : "false" };

    internal static SpecNode OfNull(string key) => new() { Kind = SpecNodeKind.Null, Key = key };

    internal static SpecNode OfMap(string key, IReadOnlyList<SpecNode> members) =>
        new() { Kind = SpecNodeKind.Map, Key = key, Children = members };

    internal static SpecNode OfList(string key, IEnumerable<string> texts) =>
        new() { Kind = SpecNodeKind.List, Key = key, Children = [.. texts.Select(text => OfText("", text))] };
}
