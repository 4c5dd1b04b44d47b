using System.Text.Json;
using System.Text.RegularExpressions;

namespace CardSwitch.Tests.Support;

/// <summary>
/// Checks a document against a JSON Schema, as far as ours goes: a keyword that this does not know fails the check, so
/// that nothing in the schema is there unchecked.
/// </summary>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly string[] Notes = ["$schema", "$defs", "title", "description", "examples"];

    /// <summary>What does not conform, a line each.</summary>
    internal List<string> Check(JsonElement document)
    {
        var problems = new List<string>();
        Check(root, document, "", problems);
        return problems;
    }

    private bool Conforms(JsonElement schema, JsonElement value)
    {
        var problems = new List<string>();
        Check(schema, value, "", problems);
        return problems.Count == 0;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            if (schema.ValueKind == JsonValueKind.False) problems.Add($"{path}: is not allowed");
            return;
        }
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!Notes.Contains(keyword.Name) && !Holds(keyword, schema, value, path, problems))
            {
                problems.Add($"{path}: {keyword.Name}: {value}");
            }
        }
    }

    private bool Holds(JsonProperty keyword, JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        JsonElement rule = keyword.Value;
        bool isObject = value.ValueKind == JsonValueKind.Object;
        bool isText = value.ValueKind == JsonValueKind.String;
        switch (keyword.Name)
        {
            case "$ref":
                Check(root.GetProperty("$defs").GetProperty(rule.GetString()!["#/$defs/".Length..]), value, path, problems);
                return true;
            case "type":
                return rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(type => IsOf(type, value)) : IsOf(rule, value);
            case "enum":
                return rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value));
            case "const":
                return JsonElement.DeepEquals(rule, value);
            case "pattern":
                return !isText || Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.ECMAScript);
            case "minLength":
                return !isText || value.GetString()!.Length >= rule.GetInt32();
            case "maxLength":
                return !isText || value.GetString()!.Length <= rule.GetInt32();
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetInt32() >= rule.GetInt32();
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetInt32() <= rule.GetInt32();
            case "required":
                return !isObject || rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));
            case "anyOf":
                return rule.EnumerateArray().Any(one => Conforms(one, value));
            case "oneOf":
                return rule.EnumerateArray().Count(one => Conforms(one, value)) == 1;
            case "items":
                if (value.ValueKind != JsonValueKind.Array) return true;
                foreach (JsonElement item in value.EnumerateArray()) Check(rule, item, path + "[]", problems);
                return true;
            case "properties":
                foreach (JsonProperty member in Members(value))
                {
                    if (rule.TryGetProperty(member.Name, out JsonElement inner)) Check(inner, member.Value, $"{path}.{member.Name}", problems);
                }
                return true;
            case "propertyNames":
                return Members(value).All(member => Regex.IsMatch(member.Name, rule.GetProperty("pattern").GetString()!, RegexOptions.ECMAScript));
            case "additionalProperties":
                foreach (JsonProperty member in Members(value))
                {
                    bool isKnown = schema.TryGetProperty("properties", out JsonElement known) && known.TryGetProperty(member.Name, out _);
                    if (!isKnown) Check(rule, member.Value, $"{path}.{member.Name}", problems);
                }
                return true;
            default:
                return false;
        }
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;

    private static bool IsOf(JsonElement type, JsonElement value) => type.GetString() switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => false,
    };
}
