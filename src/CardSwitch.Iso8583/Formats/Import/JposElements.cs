namespace CardSwitch.Iso8583;

/// <summary>Reads the elements directly within a packager: which there are, and that each is written as the grammar wants it.</summary>
internal sealed class JposElements(ImportProblems problems, JposFields fields)
{
    private const string Field = "isofield";
    private const string Packager = "isofieldpackager";

    private static readonly HashSet<string> FieldAttributes =
        ["id", "length", "name", "class", "params", "encoding", "token", "pad", "trim", "inclusive"];

    private static readonly HashSet<string> PackagerAttributes =
    [
        .. FieldAttributes, "packager", "emitBitmap", "maxValidField", "bitmapField", "thirdBitmapField", "firstField",
        "headerLength", "tagMapper", "tagSize", "lenSize", "swapTagAndLen", "validator",
    ];

    private static readonly HashSet<string> RootAttributes =
        ["maxValidField", "bitmapField", "thirdBitmapField", "firstField", "emitBitmap", "headerLength", "name"];

    /// <summary>Whether an element holds others.</summary>
    internal static bool IsPackager(XmlSpecNode node) => node.Name == Packager;

    /// <summary>The elements in the order of their numbers; those with a problem are left out once it is told.</summary>
    internal List<JposElement> Read(XmlSpecNode container, JposPlace? place)
    {
        CheckAttributes(container, place is null ? RootAttributes : PackagerAttributes, place?.Path ?? "");
        var elements = new SortedDictionary<int, JposElement>();
        foreach (XmlSpecNode node in container.Children)
        {
            if (problems.IsFull) break;
            if (node.Name is Field or Packager) ReadElement(node, place, elements);
            else if (node.Name is "isovalidator" or "isofieldvalidator") WarnOfChecks(node, place?.Path ?? "");
            else problems.Error(node.Line, place?.Path ?? "", $"unknown element {node.Name}");
        }
        return [.. elements.Values];
    }

    private void ReadElement(XmlSpecNode node, JposPlace? container, SortedDictionary<int, JposElement> elements)
    {
        if (node.Number("id") is not { } id)
        {
            problems.Error(node.Line, container?.Path ?? "", $"{node.Name} needs an id, a number of 0 or more");
            return;
        }
        JposPlace place = PlaceOf(container, id);
        if (node.Name == Field)
        {
            CheckAttributes(node, FieldAttributes, place.Path);
            foreach (XmlSpecNode child in node.Children)
            {
                if (child.Name == "isofieldvalidator") WarnOfChecks(child, place.Path);
                else problems.Error(child.Line, place.Path, $"unknown element {child.Name} in an isofield");
            }
        }
        if (fields.ClassOf(node, place) is not { } kind) return;
        if (elements.TryAdd(id, new JposElement(id, node, kind))) return;
        problems.Error(node.Line, place.Path, $"the id {id} comes twice, first in line {elements[id].Node.Line}");
    }

    /// <summary>The place of an element within another, or of a data element of the message.</summary>
    internal static JposPlace PlaceOf(JposPlace? container, int id)
    {
        string key = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return container?.Inner(key) ?? new JposPlace(key, id, IsWhole: true);
    }

    private void CheckAttributes(XmlSpecNode node, HashSet<string> known, string path)
    {
        foreach (string name in node.Attributes.Keys)
        {
            // Where the document type stands, and what the reader has in it, is of no interest here.
            if (known.Contains(name) || name.StartsWith("xml", StringComparison.Ordinal)) continue;
            problems.Error(node.Line, path, $"unknown attribute {name}{NearestName.Hint(name, known)}");
        }
        if (node["validator"] is not null) WarnOfChecks(node, path);
    }

    private void WarnOfChecks(XmlSpecNode node, string path) =>
        problems.Warn(node.Line, path, "the checks of a validator are not taken over");
}
