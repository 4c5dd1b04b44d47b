namespace CardSwitch.Station.Configuration;

/// <summary>
/// A value of a JSON file that knows the line it stands on, which <see cref="System.Text.Json.JsonDocument"/> does not.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">A text's value; a number or truth value as it is written; else empty.</param>
/// <param name="Members">An object's members and an array's items in the order of the file; items have empty names.</param>
internal sealed record JsonNode(
    JsonNodeKind Kind, int Line, string Text, IReadOnlyList<(string Name, JsonNode Value)> Members)
{
    /// <summary>As an error message shows it.</summary>
    internal string Shown => Kind switch
    {
        JsonNodeKind.Object => "an object",
        JsonNodeKind.Array => "a list",
        JsonNodeKind.Text => $"\"{Text}\"",
        JsonNodeKind.Null => "null",
        _ => Text,
    };
}
