using System.Text;
using System.Text.Json;

namespace CardSwitch.Station.Configuration;

/// <summary>Reads a JSON file, comments and trailing commas allowed, into nodes that know their lines.</summary>
internal ref struct JsonNodeReader
{
    private readonly ReadOnlySpan<byte> file;
    private Utf8JsonReader json;
    private int line = 1;
    private int counted;

    private JsonNodeReader(ReadOnlySpan<byte> file)
    {
        this.file = file;
        json = new Utf8JsonReader(
            file, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <exception cref="JsonException">The file is not JSON; its line number is from 0.</exception>
    internal static JsonNode Read(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("\uFEFF"u8)) file = file[3..];
        var reader = new JsonNodeReader(file);
        reader.json.Read();
        JsonNode root = reader.ReadValue();
        reader.json.Read(); // throws when something follows
        return root;
    }

    private JsonNode ReadValue()
    {
        int line = LineHere();
        return json.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(line),
            JsonTokenType.StartArray => ReadArray(line),
            JsonTokenType.String => new JsonNode(JsonNodeKind.Text, line, json.GetString()!, []),
            JsonTokenType.Number => new JsonNode(JsonNodeKind.Number, line, Encoding.UTF8.GetString(json.ValueSpan), []),
            JsonTokenType.Null => new JsonNode(JsonNodeKind.Null, line, "", []),
            _ => new JsonNode(JsonNodeKind.Boolean, line, json.GetBoolean() ? "true" : "false", []),
        };
    }

    private JsonNode ReadObject(int line)
    {
        var members = new List<(string, JsonNode)>();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            string name = json.GetString()!;
            json.Read();
            members.Add((name, ReadValue()));
        }
        return new JsonNode(JsonNodeKind.Object, line, "", members);
    }

    private JsonNode ReadArray(int line)
    {
        var items = new List<(string, JsonNode)>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray) items.Add(("", ReadValue()));
        return new JsonNode(JsonNodeKind.Array, line, "", items);
    }

    private int LineHere()
    {
        int here = (int)json.TokenStartIndex;
        line += file[counted..here].Count((byte)'\n');
        counted = here;
        return line;
    }
}
