using System.Text;
using System.Text.Json;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Formats.Files;

/// <summary>The published schema and the reader know the same keys and values.</summary>
public sealed class FormatSchemaTests
{
    private static readonly JsonElement Schema = Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs/format.schema.json")));

    /// <summary>A file with a key that is far from any, and the object of the schema that it stands in.</summary>
    [Theory]
    [InlineData("", """{ "name": "x", "extends": "iso1987-ascii", ? }""")]
    [InlineData("defaults", """{ "name": "x", "extends": "iso1987-ascii", "defaults": { ? } }""")]
    [InlineData("field", """{ "name": "x", "extends": "iso1987-ascii", "fields": { "2": { ? } } }""")]
    [InlineData("rule", """{ "name": "x", "extends": "iso1987-ascii", "rules": { "0200": { ? } } }""")]
    [InlineData("condition", """{ "name": "x", "extends": "iso1987-ascii", "rules": { "0200": { "conditional": [{ ? }] } } }""")]
    [InlineData("positional", """{ "name": "x", "extends": "iso1987-ascii", "fields": { "2": { "subfields": { "kind": "positional", ? } } } }""")]
    [InlineData("tagged", """{ "name": "x", "extends": "iso1987-ascii", "fields": { "2": { "subfields": { "kind": "tagged", ? } } } }""")]
    [InlineData("ber-tlv", """{ "name": "x", "extends": "iso1987-ascii", "fields": { "2": { "subfields": { "kind": "ber-tlv", ? } } } }""")]
    [InlineData("bitmapped", """{ "name": "x", "extends": "iso1987-ascii", "fields": { "2": { "subfields": { "kind": "bitmapped", ? } } } }""")]
    [InlineData("datasets", """{ "name": "x", "extends": "iso1987-ascii", "fields": { "2": { "subfields": { "kind": "datasets", ? } } } }""")]
    [InlineData("dataset-bitmap", """{ "name": "x", "extends": "iso1987-ascii", "fields": { "2": { "subfields": { "kind": "dataset-bitmap", ? } } } }""")]
    [InlineData("tagged/tag", """{ "name": "x", "extends": "iso1987-ascii", "fields": { "2": { "subfields": { "kind": "tagged", "tag": { ? } } } } }""")]
    [InlineData("bitmapped/bitmap", """{ "name": "x", "extends": "iso1987-ascii", "fields": { "2": { "subfields": { "kind": "bitmapped", "bitmap": { ? } } } } }""")]
    public void The_keys_of_every_object_are_the_readers(string place, string file)
    {
        string text = file.Replace("?", "\"qqqqqqqqqqqqqqqq\": 1", StringComparison.Ordinal);
        FormatLoad load = FormatFile.Parse(Encoding.UTF8.GetBytes(text), "it");
        const string Expected = "is not known; expected one of ";
        string message = Assert.Single(load.Problems, problem => problem.Message.StartsWith(Expected, StringComparison.Ordinal)).Message;
        IEnumerable<string> schema = At(place).GetProperty("properties").EnumerateObject().Select(property => property.Name);
        Assert.Equal(schema.Order(), message[Expected.Length..].Split(", ").Order());
    }

    [Fact]
    public void The_words_for_values_are_the_readers()
    {
        Equal(SpecWords.Encodings, At("encoding"));
        Equal(SpecWords.MtiEncodings, At("").GetProperty("properties").GetProperty("mti"));
        Equal(SpecWords.BitmapEncodings, At("").GetProperty("properties").GetProperty("bitmap"));
        Equal(SpecWords.BitmapEncodings, At("bitmapped/bitmap").GetProperty("properties").GetProperty("encoding"));
        Equal(SpecWords.TagEncodings, At("tagged/tag").GetProperty("properties").GetProperty("encoding"));
        Equal(SpecWords.Prefixes, At("defaults").GetProperty("properties").GetProperty("prefix"));
        Equal(SpecWords.Sensitivities, At("field").GetProperty("properties").GetProperty("sensitivity"));
        foreach ((string word, _) in SpecWords.Kinds)
        {
            Assert.Equal(word, At(word).GetProperty("properties").GetProperty("kind").GetProperty("const").GetString());
        }
        Assert.Equal(SpecWords.Kinds.Length, At("subfields").GetProperty("anyOf").EnumerateArray().Count(one => one.TryGetProperty("$ref", out _)));
    }

    [Fact]
    public void Every_value_of_an_enumeration_has_one_word()
    {
        Assert.Equal(Enum.GetValues<FieldEncoding>().Order(), SpecWords.Encodings.Select(word => word.Value).Order());
        Assert.Equal(Enum.GetValues<PrefixEncoding>().Order(), SpecWords.Prefixes.Select(word => word.Value).Order());
        Assert.Equal(Enum.GetValues<Sensitivity>().Order(), SpecWords.Sensitivities.Select(word => word.Value).Order());
        Assert.Equal(Enum.GetValues<CompositeKind>().Order(), SpecWords.Kinds.Select(word => word.Value).Order());
    }

    [Fact]
    public void What_is_written_conforms()
    {
        var schema = new JsonSchema(Schema);
        foreach (MessageFormat format in TestFormats.All.Concat(FeatureFormats.All).Concat(MessageFormats.All))
        {
            Assert.Equal([], schema.Check(Parse(FormatFile.Write(format))));
            Assert.Equal([], schema.Check(Parse(FormatFile.Write(format, MessageFormats.Iso1987Ascii))));
        }
    }

    [Theory]
    [InlineData("bank-x")]
    [InlineData("visa-like")]
    public void The_examples_conform_and_load(string name)
    {
        string path = Path.Combine(Repository.Root, "docs/formats", name + ".json");
        Assert.Equal([], new JsonSchema(Schema).Check(Parse(File.ReadAllText(path))));
        FormatLoad load = FormatFile.Load(path);
        Assert.Equal([], load.Problems);
        Assert.Equal(name, load.Format!.Name);
        Assert.Equal(FormatText.Of(load.Format), FormatText.Of(FormatFile.Parse(Encoding.UTF8.GetBytes(FormatFile.Write(load.Format)), "it").Format!));
    }

    [Theory]
    [InlineData("""{ "name": "x", "mti": "asci", "bitmap": "hex" }""")]
    [InlineData("""{ "name": "x", "header": "tpdu 1 2" }""")]
    [InlineData("""{ "name": "x", "fields": { "1": { "type": "n 3" } } }""")]
    [InlineData("""{ "name": "x", "fields": { "2": { "type": "n..3" } } }""")]
    [InlineData("""{ "name": "x", "fields": { "2": { "subfields": { "kind": "tagged" } } } }""")]
    [InlineData("""{ "name": "x", "fields": { "2": { "subfields": { "kind": "ber-tlv", "leading": 1 } } } }""")]
    [InlineData("""{ "name": "x", "rules": { "200": {} } }""")]
    public void What_the_reader_refuses_for_its_form_the_schema_refuses_too(string text)
    {
        Assert.False(FormatFile.Parse(Encoding.UTF8.GetBytes(text), "it").Succeeded);
        Assert.NotEmpty(new JsonSchema(Schema).Check(Parse(text)));
    }

    private static void Equal<T>((string Word, T Value)[] words, JsonElement schema) =>
        Assert.Equal(words.Select(word => word.Word).Order(), schema.GetProperty("enum").EnumerateArray().Select(e => e.GetString()).Order());

    private static JsonElement At(string place)
    {
        if (place.Length == 0) return Schema;
        string[] parts = place.Split('/');
        JsonElement found = Schema.GetProperty("$defs").GetProperty(parts[0]);
        return parts.Length == 1 ? found : found.GetProperty("properties").GetProperty(parts[1]);
    }

    private static JsonElement Parse(string text) => JsonDocument.Parse(
        text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }).RootElement;
}
