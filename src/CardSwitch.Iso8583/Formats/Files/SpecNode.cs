using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// A node of a file of JSON or YAML with the line that it begins on: what both are the same in, and what an error needs.
/// </summary>
internal sealed class SpecNode
{
    private static readonly SpecNode[] None = [];

    /// <summary>What it is.</summary>
    internal required SpecNodeKind Kind { get; init; }

    /// <summary>The line, from 1.</summary>
    internal required int Line { get; init; }

    /// <summary>The place in the structure: <c>fields.48</c>; empty for the root.</summary>
    internal required string Path { get; init; }

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
}
