using System.Globalization;
using System.Numerics;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Configuration;

/// <summary>
/// An object of a configuration file, read key by key. A value that is wrong is an error with its path, and reading goes
/// on with the default, so that one look shows all errors. In the end keys that nobody asked for are errors too.
/// </summary>
internal sealed class JsonSection
{
    private readonly JsonNode node;
    private readonly string path;
    private readonly ConfigurationErrors errors;
    private readonly Dictionary<string, JsonNode> members = new(StringComparer.Ordinal);
    private readonly List<string> asked = [];

    internal JsonSection(JsonNode node, string path, ConfigurationErrors errors)
    {
        this.node = node;
        this.path = path;
        this.errors = errors;
        errors.Locate(path, node.Line);
        if (node.Kind != JsonNodeKind.Object)
        {
            errors.Add(node.Line, $"{(path.Length == 0 ? "the file" : path)}: expected an object, found {node.Shown}");
            return;
        }
        foreach ((string name, JsonNode value) in node.Members)
        {
            if (!members.TryAdd(name, value)) errors.Add(value.Line, $"{PathOf(name)}: stands twice");
            errors.Locate(PathOf(name), value.Line);
        }
    }

    internal string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    internal string Text(string key, string usual) => Find(key, JsonNodeKind.Text, "text")?.Text ?? usual;

    internal string RequiredText(string key)
    {
        Require(key);
        return Text(key, "");
    }

    /// <summary>Makes it an error if the key is absent.</summary>
    internal void Require(string key)
    {
        if (node.Kind == JsonNodeKind.Object && !members.ContainsKey(key))
        {
            errors.Add(node.Line, $"{PathOf(key)}: is missing");
        }
    }

    internal bool Truth(string key, bool usual) =>
        Find(key, JsonNodeKind.Boolean, "true or false") is { } node ? node.Text == "true" : usual;

    /// <param name="key">The key.</param>
    /// <param name="usual">The value when the key is absent.</param>
    /// <param name="least">The lowest value allowed.</param>
    /// <param name="most">The highest value allowed.</param>
    /// <param name="expected">What an error says was expected; the bounds unless told.</param>
    internal T Number<T>(string key, T usual, T least, T most, string? expected = null)
        where T : struct, INumber<T>
    {
        expected ??= string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        if (Find(key, JsonNodeKind.Number, expected) is not { } node) return usual;
        if (T.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value)
            && value >= least && value <= most) return value;
        Wrong(key, node, expected);
        return usual;
    }

    internal TimeSpan Milliseconds(string key, TimeSpan usual, int most, int least = 1) =>
        TimeSpan.FromMilliseconds(Number(key, (int)usual.TotalMilliseconds, least, most, $"{least} to {most} milliseconds"));

    /// <summary>A text that is one of some words.</summary>
    internal T OneOf<T>(string key, T usual, params ReadOnlySpan<(string Word, T Value)> words)
    {
        var names = new List<string>();
        foreach ((string word, _) in words) names.Add(word);
        string expected = $"one of {string.Join(", ", names)}";
        if (Find(key, JsonNodeKind.Text, expected) is not { } node) return usual;
        foreach ((string word, T value) in words)
        {
            if (word == node.Text) return value;
        }
        Wrong(key, node, expected);
        return usual;
    }

    /// <summary>Reads a text; false when it is none of its kind.</summary>
    internal delegate bool TryRead<T>(string text, out T value);

    /// <summary>A text that stands for a value.</summary>
    internal T Value<T>(string key, T usual, TryRead<T> read, string expected)
    {
        if (Find(key, JsonNodeKind.Text, expected) is not { } node) return usual;
        if (read(node.Text, out T value)) return value;
        Wrong(key, node, expected);
        return usual;
    }

    /// <summary>A text that is read by a function, which says what it expected when it fails.</summary>
    internal T Parsed<T>(string key, T usual, Func<string, (T? Value, string Expected)> parse)
        where T : class
    {
        if (Find(key, JsonNodeKind.Text, "text") is not { } node) return usual;
        (T? value, string expected) = parse(node.Text);
        if (value is not null) return value;
        Wrong(key, node, expected);
        return usual;
    }

    /// <summary>The objects of a list; none when the key is absent.</summary>
    internal IEnumerable<JsonSection> Sections(string key)
    {
        if (Find(key, JsonNodeKind.Array, "a list") is not { } node) yield break;
        for (int i = 0; i < node.Members.Count; i++)
        {
            yield return new JsonSection(node.Members[i].Value, $"{PathOf(key)}[{i}]", errors);
        }
    }

    /// <summary>The texts of a list; none when the key is absent.</summary>
    internal IEnumerable<string> Texts(string key)
    {
        if (Find(key, JsonNodeKind.Array, "a list") is not { } node) yield break;
        for (int i = 0; i < node.Members.Count; i++)
        {
            JsonNode item = node.Members[i].Value;
            if (item.Kind == JsonNodeKind.Text) yield return item.Text;
            else errors.Add(item.Line, $"{PathOf(key)}[{i}]: expected text, found {item.Shown}");
        }
    }

    /// <summary>The texts of a list that no error may show, each given to a function that says whether it is in order.</summary>
    internal void Secrets(string key, string expected, Func<string, bool> take)
    {
        asked.Add(key);
        if (!members.TryGetValue(key, out JsonNode? node)) return;
        if (node.Kind != JsonNodeKind.Array) errors.Add(node.Line, $"{PathOf(key)}: expected a list");
        for (int i = 0; node.Kind == JsonNodeKind.Array && i < node.Members.Count; i++)
        {
            JsonNode item = node.Members[i].Value;
            if (item.Kind == JsonNodeKind.Text && take(item.Text)) continue;
            errors.Add(item.Line, $"{PathOf(key)}[{i}]: expected {expected}, as text");
        }
    }

    internal JsonSection? Section(string key) => Find(key, JsonNodeKind.Object, "an object") is { } node
        ? new JsonSection(node, PathOf(key), errors)
        : null;

    /// <summary>The members of an object that is a map from text to text.</summary>
    internal IEnumerable<(string Key, string Value, int Line)> Map(string key)
    {
        if (Find(key, JsonNodeKind.Object, "an object") is not { } node) yield break;
        foreach ((string name, JsonNode value) in node.Members)
        {
            string path = $"{PathOf(key)}[\"{name}\"]";
            if (value.Kind == JsonNodeKind.Text) yield return (name, value.Text, value.Line);
            else errors.Add(value.Line, $"{path}: expected text, found {value.Shown}");
        }
    }

    /// <summary>Makes errors of the keys that nobody asked for.</summary>
    internal void End()
    {
        foreach ((string name, JsonNode value) in members)
        {
            if (asked.Contains(name)) continue;
            string? near = Spelling.Nearest(name, asked);
            string advice = near is null ? $"expected one of {string.Join(", ", asked)}" : $"did you mean {near}?";
            errors.Add(value.Line, $"{PathOf(name)}: is not known; {advice}");
        }
    }

    /// <summary>An error about a key's value that is no matter of form.</summary>
    internal void Fail(string key, string error) => errors.Add(
        members.TryGetValue(key, out JsonNode? node) ? node.Line : this.node.Line, $"{PathOf(key)}: {error}");

    private JsonNode? Find(string key, JsonNodeKind kind, string expected)
    {
        if (!asked.Contains(key)) asked.Add(key);
        if (!members.TryGetValue(key, out JsonNode? node)) return null;
        if (node.Kind == kind) return node;
        Wrong(key, node, expected);
        return null;
    }

    private void Wrong(string key, JsonNode node, string expected) =>
        errors.Add(node.Line, $"{PathOf(key)}: expected {expected}, found {node.Shown}");
}
