using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>An element of an XML file with the line that it begins on.</summary>
internal sealed class XmlSpecNode
{
    internal required string Name { get; init; }

    /// <summary>The line, from 1.</summary>
    internal required int Line { get; init; }

    internal required IReadOnlyDictionary<string, string> Attributes { get; init; }

    internal List<XmlSpecNode> Children { get; } = [];

    /// <summary>The attribute's value without the blanks around it, or null.</summary>
    internal string? this[string attribute] => Attributes.TryGetValue(attribute, out string? value) ? value.Trim() : null;

    /// <summary>Whether the attribute says <c>true</c>; anything else is false, as jPOS reads it.</summary>
    internal bool IsTrue(string attribute) => string.Equals(this[attribute], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The attribute as a number of 0 or more; null when it is absent or no such number.</summary>
    internal int? Number(string attribute) =>
        int.TryParse(this[attribute], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
