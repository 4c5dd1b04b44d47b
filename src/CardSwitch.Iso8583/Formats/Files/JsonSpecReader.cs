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

    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = MaxDepth,
    };

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
        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            reader.Read();
            SpecNode root = ReadNode(ref reader, ref lines, "", "", file, problems);
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
        ref Utf8JsonReader reader, ref LineCount lines, string path, string key, string file, List<FormatProblem> problems)
    {
        int line = lines.At((int)reader.TokenStartIndex);
        JsonTokenType token = reader.TokenType;
        var children = new List<SpecNode>();
        if (token == JsonTokenType.StartObject)
        {
            var keys = new HashSet<string>();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                string inner = path.Length == 0 ? name : $"{path}.{name}";
                if (!keys.Add(name))
                {
                    problems.Add(new FormatProblem(
                        file, lines.At((int)reader.TokenStartIndex), inner, "the key comes twice in the same object"));
                }
                reader.Read();
                children.Add(ReadNode(ref reader, ref lines, inner, name, file, problems));
            }
        }
        else if (token == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                children.Add(ReadNode(ref reader, ref lines, $"{path}[{children.Count}]", "", file, problems));
            }
        }
        return new SpecNode
        {
            Kind = KindOf(token),
            Line = line,
            Path = path,
            Key = key,
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
