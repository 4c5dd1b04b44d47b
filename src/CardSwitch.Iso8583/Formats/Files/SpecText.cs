using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CardSwitch.Iso8583;

/// <summary>
/// Nodes as JSON for people: what fits a line stands on one, but the fields of a format or of a field each have a line of
/// their own, so that they read as a table and differ by lines.
/// </summary>
internal static class SpecText
{
    private const int Width = 120;
    private const int Indent = 2;

    private static readonly string[] Tables = ["", "fields", "rules", "subfields"];

    internal static string Of(SpecNode root)
    {
        var text = new StringBuilder();
        Write(text, root, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, SpecNode node, int indent)
    {
        bool isScalar = node.Kind is not (SpecNodeKind.Map or SpecNodeKind.List);
        int start = text.Length;
        if (isScalar || !HoldsTable(node))
        {
            WriteLine(text, node);
            if (isScalar || text.Length - start + indent + node.Key.Length + 6 <= Width) return;
            text.Length = start;
        }
        (char open, char close) = node.Kind == SpecNodeKind.Map ? ('{', '}') : ('[', ']');
        text.Append(open);
        for (int i = 0; i < node.Children.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', indent + Indent);
            if (node.Kind == SpecNodeKind.Map) text.Append(Quoted(node.Children[i].Key)).Append(": ");
            Write(text, node.Children[i], indent + Indent);
        }
        text.Append('\n').Append(' ', indent).Append(close);
    }

    private static void WriteLine(StringBuilder text, SpecNode node)
    {
        switch (node.Kind)
        {
            case SpecNodeKind.Map or SpecNodeKind.List when node.Children.Count == 0:
                text.Append(node.Kind == SpecNodeKind.Map ? "{}" : "[]");
                break;
            case SpecNodeKind.Map:
                text.Append("{ ").AppendJoin(", ", node.Children.Select(child => $"{Quoted(child.Key)}: {Line(child)}")).Append(" }");
                break;
            case SpecNodeKind.List:
                text.Append('[').AppendJoin(", ", node.Children.Select(Line)).Append(']');
                break;
            case SpecNodeKind.Text:
                text.Append(Quoted(node.Text));
                break;
            default:
                text.Append(node.Kind == SpecNodeKind.Null ? "null" : node.Text);
                break;
        }
    }

    private static string Line(SpecNode node)
    {
        var text = new StringBuilder();
        WriteLine(text, node);
        return text.ToString();
    }

    private static bool HoldsTable(SpecNode node) =>
        node is { Kind: SpecNodeKind.Map, Children.Count: > 0 } && (IsTable(node) || node.Children.Any(HoldsTable));

    private static bool IsTable(SpecNode node) => Tables.Contains(node.Key) && node.Children.Any(child => child.Kind == SpecNodeKind.Map);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
