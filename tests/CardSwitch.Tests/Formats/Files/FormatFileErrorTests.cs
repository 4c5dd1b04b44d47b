using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats.Files;

/// <summary>What is wrong with a file is named by line and path, all of it at once.</summary>
public sealed class FormatFileErrorTests
{
    private const string File =
        """
        {
          "name": "bank-x", "extends": "iso1987-ascii", "header": "none",
          "fields": {
            "2": { "encoding": "bcd", "prefix": "bcd" },
            "48": { "subfields": { "kind": "tagged", "tag": { "width": 2 }, "fields": {
              "01": { "type": "n ..3" },
            } } },
            "63": null,
          },
          "rules": { "0200": { "mandatory": ["2"], "conditional": [{ "field": "38", "when": "39" }] } },
        }
        """;

    [Fact]
    public void The_file_that_the_cases_spoil_is_sound() => Assert.Equal([], Problems(File));

    [Theory]
    [InlineData("\"name\": \"bank-x\"", "\"nam\": \"bank-x\"", "1: the format has no \"name\"", "2: nam: is not known; did you mean name?")]
    [InlineData("\"bank-x\"", "7", "2: name: expected text, found 7")]
    [InlineData("\"bank-x\"", "\" \"", "2: name: expected a name on one line")]
    [InlineData("\"bank-x\"", "\"a\\nb\"", "2: name: expected a name on one line")]
    [InlineData("iso1987-ascii", "iso1987-asci", "2: extends: there is no format or file of that name; did you mean iso1987-ascii?")]
    [InlineData("\"none\"", "\"tpdu 1 2\"", "2: header: expected \"none\", \"any HEX\", \"exact HEX\", *, found \"tpdu 1 2\"")]
    [InlineData("\"header\": \"none\"", "\"tertiary\": \"field 1\"", "2: tertiary: expected \"none\", \"follows\" or \"field N\", N from 2 to 128, found \"field 1\"")]
    [InlineData("\"header\": \"none\"", "\"mti\": \"binary\"", "2: mti: expected one of ascii, bcd, ebcdic-1047, ebcdic-037, ebcdic-500, found \"binary\"")]
    [InlineData("\"header\": \"none\"", "\"bitmap\": \"hexx\"", "2: bitmap: expected one of binary, hex, hex-ebcdic, found \"hexx\"; did you mean hex?")]
    [InlineData("\"header\": \"none\"", "\"defaults\": []", "2: defaults: expected an object, found a list")]
    [InlineData("\"header\": \"none\"", "\"defaults\": { \"number\": \"bcd\" }", "2: defaults.number: is not known; did you mean numbers?")]
    [InlineData("\"encoding\": \"bcd\"", "\"encodng\": \"bcd\"", "4: fields.2.encodng: is not known; did you mean encoding?")]
    [InlineData("\"encoding\": \"bcd\"", "\"encoding\": \"cbd\"", "4: fields.2.encoding: expected one of *, found \"cbd\"; did you mean bcd?")]
    [InlineData("\"encoding\": \"bcd\"", "\"encoding\": \"hex\"", "4: fields.2: A field of content class Numeric cannot be encoded as HexAscii")]
    [InlineData("\"encoding\": \"bcd\"", "\"type\": \"n..19\"", "4: fields.2.type: expected a type such as \"n 12\", *, found \"n..19\"")]
    [InlineData("\"encoding\": \"bcd\"", "\"type\": \"n .19\"", "4: fields.2: The field 'Primary account number' (n .19) cannot be: its length prefix cannot say its maximum")]
    [InlineData("\"encoding\": \"bcd\"", "\"padding\": \"left\"", "4: fields.2.padding: expected \"none\", *, found \"left\"")]
    [InlineData("\"encoding\": \"bcd\"", "\"sensitivity\": \"secret\"", "4: fields.2.sensitivity: expected one of none, pan, track, pin, key-or-mac, private, found \"secret\"")]
    [InlineData("\"encoding\": \"bcd\"", "\"date\": \"MMXX\"", "4: fields.2: The field *'MMXX' is no layout of a date in so many digits")]
    [InlineData("\"encoding\": \"bcd\"", "\"name\": null", "4: fields.2.name: expected text, found null")]
    [InlineData("\"prefix\": \"bcd\"", "\"prefix\": \"bcd bits\"", "4: fields.2.prefix: expected ascii, bcd, *, found \"bcd bits\"")]
    [InlineData("\"prefix\": \"bcd\"", "\"type\": \"n 19\", \"prefix\": \"bcd\"", "4: fields.2.prefix: warning: a field of n 19 has no length prefix")]
    [InlineData("\"2\":", "\"1\":", "4: fields.1: expected the number of a field, 2 to 192")]
    [InlineData("\"2\":", "\"02\":", "4: fields.02: expected the number of a field, 2 to 192")]
    [InlineData("\"2\":", "\"129\":", "4: fields.129: fields above 128 need a \"tertiary\" bitmap")]
    [InlineData("{ \"encoding\": \"bcd\", \"prefix\": \"bcd\" }", "[2]", "4: fields.2: expected an object, found a list")]
    [InlineData("\"kind\": \"tagged\"", "\"kind\": \"ber-tvl\"", "5: fields.48.subfields.kind: expected one of *, found \"ber-tvl\"; did you mean ber-tlv?")]
    [InlineData("\"kind\": \"tagged\", ", "", "5: fields.48.subfields: has no \"kind\"; expected one of *")]
    [InlineData("\"kind\": \"tagged\", \"tag\": { \"width\": 2 }", "\"kind\": \"tagged\"", "5: fields.48.subfields: has no \"tag\", *")]
    [InlineData("\"width\": 2", "\"width\": 9", "5: fields.48.subfields.tag.width: expected a number from 1 to 8, found 9")]
    [InlineData("\"width\": 2", "\"width\": 3", "5: fields.48.subfields: The tag '01' is not 3 symbols wide")]
    [InlineData("\"width\": 2", "\"width\": 2, \"afterLength\": 1", "5: fields.48.subfields.tag.afterLength: expected true or false, found 1")]
    [InlineData("\"tagged\"", "\"positional\"", "5: fields.48.subfields.tag: is not known; expected one of kind, fields")]
    [InlineData("\"kind\": \"tagged\", \"tag\": { \"width\": 2 }", "\"kind\": \"ber-tlv\"", "5: fields.48.subfields: The element '01' has its length told by its tag; *")]
    [InlineData("\"01\"", "\"0 1\"", "6: fields.48.subfields.fields.0 1: is no key of an element of kind tagged; expected a tag of 1 to 8 characters")]
    [InlineData("\"type\": \"n ..3\"", "\"name\": \"x\"", "6: fields.48.subfields.fields.01: the field is new and has no \"type\"; expected *")]
    [InlineData("\"63\": null", "\"130\": null", "8: fields.130: fields above 128 need a \"tertiary\" bitmap")]
    [InlineData("\"63\": null", "\"63\": null, \"63\": null", "8: fields.63: the key comes twice in the same object")]
    [InlineData("\"63\": null", "\"129\": {}, \"3\": { \"type\": 1 }", "8: fields.129: fields above 128 *", "8: fields.3.type: expected a type *, found 1")]
    [InlineData("\"0200\"", "\"200\"", "10: rules.200: expected a message type of four digits, or x for any: \"0200\", \"02x0\"")]
    [InlineData("[\"2\"]", "[\"x.2\"]", "10: rules.0200.mandatory[0]: expected a path such as \"2\" or \"55.9F02\", found \"x.2\"")]
    [InlineData("[\"2\"]", "\"2\"", "10: rules.0200.mandatory: expected a list, found \"2\"")]
    [InlineData("[\"2\"]", "[2]", "10: rules.0200.mandatory[0]: expected text, found 2")]
    [InlineData("\"when\": \"39\"", "\"when\": \"39\", \"without\": \"2\"", "10: rules.0200.conditional[0]: has both \"when\" and \"without\"")]
    [InlineData("\"when\": \"39\"", "\"without\": \"2\", \"is\": [\"00\"]", "10: rules.0200.conditional[0].is: a field that is absent has no values")]
    [InlineData(", \"when\": \"39\"", "", "10: rules.0200.conditional[0]: has no \"when\"")]
    [InlineData("\"rules\"", "\"rulez\"", "10: rulez: is not known; did you mean rules?")]
    public void A_mistake_is_named_by_line_path_and_what_was_expected(string from, string to, params string[] expected)
    {
        Assert.Contains(from, File, StringComparison.Ordinal);
        string[] problems = Problems(File.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(expected.Length, problems.Length);
        foreach ((string pattern, string problem) in expected.Zip(problems))
        {
            string[] parts = $"it:{pattern}".Split('*');
            Assert.StartsWith(parts[0], problem, StringComparison.Ordinal);
            Assert.EndsWith(parts[^1], problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_format_that_extends_none_says_how_type_and_bitmap_stand()
    {
        Assert.Equal(
            ["it:1: a format that extends none says its \"mti\": ascii, bcd, ebcdic-1047, ebcdic-037, ebcdic-500",
             "it:1: a format that extends none says its \"bitmap\": binary, hex, hex-ebcdic"],
            Problems("""{ "name": "x" }"""));
    }

    [Fact]
    public void A_mistake_between_fields_is_named_too()
    {
        string problem = Assert.Single(Problems("""
            { "name": "x", "mti": "bcd", "bitmap": "hex", "fields": {
              "2": { "type": "b rest 9" }, "3": { "type": "n 6" } } }
            """));
        Assert.Contains("field 2 takes the rest of the message, but 3 may follow", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_have_an_end()
    {
        string fields = string.Join(", ", Enumerable.Range(2, 127).Select(n => $"\"{n}\": {{ \"typ\": 1 }}"));
        string[] problems = Problems($"{{ \"name\": \"x\", \"extends\": \"iso1987-ascii\", \"fields\": {{ {fields} }} }}");
        Assert.Equal(101, problems.Length);
        Assert.EndsWith("there are more than 100 problems; the rest is not shown", problems[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_is_not_there_is_removed_with_a_warning()
    {
        FormatLoad load = FormatFile.Parse("""{ "name": "x", "mti": "bcd", "bitmap": "hex", "fields": { "9": null } }"""u8, "it");
        Assert.True(load.Succeeded);
        Assert.Equal("it:1: fields.9: warning: there is no such field to remove", Assert.Single(load.Problems).ToString());
    }

    private static string[] Problems(string text) =>
        [.. FormatFile.Parse(Encoding.UTF8.GetBytes(text), "it").Problems.Select(problem => problem.ToString())];
}
