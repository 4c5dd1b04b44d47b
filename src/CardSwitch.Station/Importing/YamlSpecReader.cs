using System.Globalization;
using CardSwitch.Iso8583;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CardSwitch.Station.Importing;

/// <summary>
/// Reads YAML into nodes with lines. Of YAML it takes what JSON can say too: maps with plain keys, lists and values.
/// Anchors, aliases and tags are refused, since with them a few lines become a gigabyte, or an object of any class.
/// </summary>
internal sealed class YamlSpecReader
{
    private const int MaxCharacters = 4 << 20;
    private const int MaxDepth = 64;
    private const int MaxNodes = 500_000;
    private const int MaxKeyLength = 256;

    private readonly Parser parser;
    private int nodes;

    private YamlSpecReader(Parser parser) => this.parser = parser;

    /// <summary>The root of the first document, or null after adding what is wrong to the problems.</summary>
    internal static SpecNode? Read(string yaml, string file, List<FormatProblem> problems)
    {
        if (yaml.Length > MaxCharacters)
        {
            problems.Add(new FormatProblem(file, 0, "", $"the file is longer than {MaxCharacters >> 20} MB"));
            return null;
        }
        try
        {
            using var text = new StringReader(yaml);
            var parser = new Parser(text);
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            return new YamlSpecReader(parser).ReadNode(null, "", -1, 0);
        }
        catch (YamlException bad)
        {
            problems.Add(new FormatProblem(file, (int)bad.Start.Line, "", "not YAML: " + bad.Message.TrimEnd('.')));
            return null;
        }
        catch (Exception unexpected) when (unexpected is InvalidOperationException or ArgumentException
            or IndexOutOfRangeException or FormatException or OverflowException or NullReferenceException)
        {
            // On some broken files the library's scanner trips over its own state rather than saying what is wrong.
            problems.Add(new FormatProblem(file, 0, "", "not YAML: a value is broken off"));
            return null;
        }
    }

    private SpecNode ReadNode(SpecNode? parent, string key, int place, int depth)
    {
        ParsingEvent at = parser.Current!;
        if (++nodes > MaxNodes) throw new YamlException(at.Start, at.End, $"there are more than {MaxNodes} values");
        if (depth > MaxDepth) throw new YamlException(at.Start, at.End, $"values stand more than {MaxDepth} deep");
        bool isPlain = at is NodeEvent { Anchor.IsEmpty: true, Tag.IsEmpty: true };
        if (!isPlain) throw new YamlException(at.Start, at.End, "anchors, aliases and tags are not taken");
        var children = new List<SpecNode>();
        var scalar = at as Scalar;
        var node = new SpecNode
        {
            Kind = scalar is not null ? KindOf(scalar) : at is MappingStart ? SpecNodeKind.Map : SpecNodeKind.List,
            Line = (int)at.Start.Line,
            Parent = parent,
            Key = key,
            Place = place,
            Text = scalar is null || KindOf(scalar) == SpecNodeKind.Null ? "" : TextOf(scalar),
            Children = children,
        };
        parser.MoveNext();
        if (at is MappingStart) ReadMembers(node, children, depth);
        if (at is SequenceStart)
        {
            while (!parser.TryConsume<SequenceEnd>(out _)) children.Add(ReadNode(node, "", children.Count, depth + 1));
        }
        return node;
    }

    private void ReadMembers(SpecNode node, List<SpecNode> children, int depth)
    {
        var keys = new HashSet<string>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            Scalar key = parser.Consume<Scalar>();
            bool isPlain = key.Anchor.IsEmpty && key.Tag.IsEmpty;
            if (!isPlain || key.Value.Length > MaxKeyLength) throw new YamlException(key.Start, key.End, "a key is a short plain value");
            if (!keys.Add(key.Value)) throw new YamlException(key.Start, key.End, "a key comes twice in the same map");
            children.Add(ReadNode(node, key.Value, -1, depth + 1));
        }
    }

    private static SpecNodeKind KindOf(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain) return SpecNodeKind.Text;
        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => SpecNodeKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => SpecNodeKind.Flag,
            _ => int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? SpecNodeKind.Number : SpecNodeKind.Text,
        };
    }

    private static string TextOf(Scalar scalar) =>
        KindOf(scalar) == SpecNodeKind.Flag ? scalar.Value.ToLowerInvariant() : scalar.Value;
}
