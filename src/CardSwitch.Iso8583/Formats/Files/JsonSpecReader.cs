using System.Text;
using System.Text.Json;

namespace CardSwitch.Iso8583;

/// <summary>
/// Reads JSON into nodes with lines. Comments and trailing commas are allowed, since people write these files; a key that
/// comes twice in an object is an error, and so is a file that is too large or too deep to be meant well.
/// </summary>
internal static class JsonSpecReader
{
    internal const int MaxBytes = 4 << 20;
    internal const int MaxDepth = 64;

    /// <summary>Values of any kind; a format of 20,000 fields with every key given stays below.</summary>
    internal const int MaxNodes = 500_000;

    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = MaxDepth,
    };

    private const int MaxKeyLength = 256;

    private static readonly List<SpecNode> NoChildren = [];

    /// <summary>The root, or null after adding what is wrong to the problems.</summary>
    internal static SpecNode? Read(ReadOnlySpan<byte> utf8, string file, List<FormatProblem> problems)
    {
        if (utf8.Length > MaxBytes)
        {
            problems.Add(new FormatProblem(file, 0, "", $"the file is longer than {MaxBytes >> 20} MB"));
            return null;
        }
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        var lines = new LineCount(utf8);
        int nodes = 0;
        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            reader.Read();
            SpecNode root = ReadNode(ref reader, ref lines, ref nodes, null, "", -1, file, problems);
            while (reader.Read())
            {
            }
            return problems.Any(problem => !problem.IsWarning) ? null : root;
        }
        catch (Exception bad) when (bad is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            // The reader's own words may quote the file, which is no message and holds no card data.
            int line = bad is JsonException { LineNumber: { } number } ? (int)number + 1 : lines.At((int)reader.TokenStartIndex);
            problems.Add(new FormatProblem(file, line, "", "not JSON: " + FirstSentence(bad.Message)));
            return null;
        }
    }

    private static SpecNode ReadNode(
        ref Utf8JsonReader reader, ref LineCount lines, ref int nodes, SpecNode? parent, string key, int place, string file,
        List<FormatProblem> problems)
    {
        if (++nodes > MaxNodes) throw new JsonException($"there are more than {MaxNodes} values");
        JsonTokenType token = reader.TokenType;
        List<SpecNode> children = token is JsonTokenType.StartObject or JsonTokenType.StartArray ? [] : NoChildren;
        var node = new SpecNode
        {
            Kind = KindOf(token),
            Line = lines.At((int)reader.TokenStartIndex),
            Parent = parent,
            Key = key,
            Place = place,
            Text = token switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                _ => "",
            },
            Children = children,
        };
        if (token == JsonTokenType.StartObject)
        {
            var keys = new HashSet<string>();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                if (name.Length > MaxKeyLength) throw new JsonException($"a key is longer than {MaxKeyLength} characters");
                bool isFirst = keys.Add(name);
                reader.Read();
                SpecNode child = ReadNode(ref reader, ref lines, ref nodes, node, name, -1, file, problems);
                children.Add(child);
                if (!isFirst && problems.Count < SpecProblems.Most)
                {
                    problems.Add(new FormatProblem(file, child.Line, child.Path, "the key comes twice in the same object"));
                }
            }
        }
        else if (token == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                children.Add(ReadNode(ref reader, ref lines, ref nodes, node, "", children.Count, file, problems));
            }
        }
        return node;
    }

    private static SpecNodeKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => SpecNodeKind.Map,
        JsonTokenType.StartArray => SpecNodeKind.List,
        JsonTokenType.String => SpecNodeKind.Text,
        JsonTokenType.Number => SpecNodeKind.Number,
        JsonTokenType.True or JsonTokenType.False => SpecNodeKind.Flag,
        _ => SpecNodeKind.Null,
    };

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message.TrimEnd('.') : message[..end];
    }

    /// <summary>Lines up to an offset; offsets only grow.</summary>
    private ref struct LineCount(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;
        private int counted;
        private int line = 1;

        internal int At(int offset)
        {
            offset = Math.Min(offset, bytes.Length);
            if (offset > counted)
            {
                line += bytes[counted..offset].Count((byte)'\n');
                counted = offset;
            }
            return line;
        }
    }
}
