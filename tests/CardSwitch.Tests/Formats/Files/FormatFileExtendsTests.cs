using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Formats.Files;

/// <summary>What a file takes over from the format that it extends, and what a new field is without saying.</summary>
public sealed class FormatFileExtendsTests
{
    [Fact]
    public void A_field_changes_only_in_the_keys_given()
    {
        MessageFormat format = Sound("""
            { "name": "x", "extends": "iso1987-binary", "fields": { "2": { "prefix": "ascii" }, "3": { "subfields": null }, "64": null } }
            """);
        FieldSpec pan = MessageFormats.Iso1987Binary[2]!;
        Assert.Equal(pan with { Prefix = PrefixEncoding.Ascii }, format[2]);
        Assert.Equal(MessageFormats.Iso1987Binary[3]! with { Composite = null }, format[3]);
        Assert.Null(format[64]);
        Assert.Equal(MessageFormats.Iso1987Binary[4], format[4]);
        Assert.Equal(FieldEncoding.Bcd, format.MtiEncoding);
    }

    [Fact]
    public void A_new_field_is_carried_as_most_of_the_format_are()
    {
        MessageFormat format = Sound("""
            { "name": "x", "extends": "iso1987-binary", "tertiary": "field 65", "fields": {
              "130": { "type": "n ..19" }, "131": { "type": "ans 8" }, "132": { "type": "b 8" }, "133": { "type": "z ..37" } } }
            """);
        Assert.Equal(
            [
                "130 'Field 130' n ..19 Bcd; Bcd Units False; no padding; None; ",
                "131 'Field 131' ans 8 Ascii; no prefix; right space; None; ",
                "132 'Field 132' b 8 Binary; no prefix; none; None; ",
                "133 'Field 133' z ..37 Bcd; Bcd Units False; no padding; None; ",
            ],
            FormatText.Of(format).SkipWhile(line => !line.StartsWith("130", StringComparison.Ordinal)));
        Assert.Equal("Bit map, tertiary", format[65]!.Name);
    }

    [Theory]
    [InlineData("ascii", "binary", FieldEncoding.Ascii, FieldEncoding.Ascii, FieldEncoding.Binary, PrefixEncoding.Ascii)]
    [InlineData("bcd", "hex", FieldEncoding.Bcd, FieldEncoding.Ascii, FieldEncoding.HexAscii, PrefixEncoding.Bcd)]
    [InlineData("ebcdic-037", "hex-ebcdic", FieldEncoding.Ebcdic037, FieldEncoding.Ebcdic037, FieldEncoding.HexEbcdic, PrefixEncoding.Ebcdic)]
    public void Without_another_format_the_head_tells(
        string mti, string bitmap, FieldEncoding numbers, FieldEncoding text, FieldEncoding bits, PrefixEncoding prefix)
    {
        string fields = """{ "3": { "type": "n 6" }, "35": { "type": "z ..37" }, "43": { "type": "ans 40" }, "52": { "type": "b 8" } }""";
        MessageFormat format = Sound($$"""{ "name": "x", "mti": "{{mti}}", "bitmap": "{{bitmap}}", "fields": {{fields}} }""");
        Assert.Equal([numbers, numbers, text, bits], format.Fields.Select(field => format[field]!.Encoding));
        Assert.Equal(prefix, format[35]!.Prefix);
    }

    [Fact]
    public void What_the_standard_protects_is_protected_and_what_is_within_a_field_is_shown_like_it()
    {
        MessageFormat format = Sound("""
            { "name": "x", "mti": "bcd", "bitmap": "hex", "fields": {
              "2": { "type": "n ..19" }, "41": { "type": "ans 8" }, "52": { "type": "b 8", "sensitivity": "none" },
              "48": { "type": "ans ...99", "subfields": { "kind": "positional", "fields": {
                "1": { "type": "n 2" }, "2": { "type": "n 2", "sensitivity": "none" } } } },
              "55": { "type": "b ...255", "subfields": { "kind": "ber-tlv", "fields": { "9f02": {}, "df01": {}, "9F26": { "name": "ARQC" } } } } } }
            """);
        Assert.Equal(
            [Sensitivity.Pan, Sensitivity.None, Sensitivity.Private, Sensitivity.None],
            ((int[])[2, 41, 48, 52]).Select(field => format[field]!.Sensitivity));
        Assert.Equal([Sensitivity.Private, Sensitivity.None], format[48]!.Composite!.Fields.Select(field => field.Spec.Sensitivity));
        CompositeSpec emv = format[55]!.Composite!;
        Assert.Equal(EmvTags.Composite["9F02"], emv["9F02"]);
        Assert.Equal(EmvTags.Composite["9F26"]! with { Name = "ARQC" }, emv["9F26"]);
        Assert.Equal(("b rest 999999", Sensitivity.Track), (emv["DF01"]!.Attribute, emv["DF01"]!.Sensitivity));
    }

    [Fact]
    public void A_rule_takes_the_place_of_that_for_the_same_types()
    {
        const string Bank = """
            { "name": "bank", "extends": "iso1987-ascii", "rules": { "0200": { "mandatory": ["2", "3"] }, "0400": { "forbidden": ["39"] } } }
            """;
        MessageFormat format = Sound(
            """{ "name": "x", "extends": "bank", "rules": { "0200": { "mandatory": ["4"] }, "0400": null, "0800": {} } }""",
            name => name == "bank" ? Parse(Bank) : null);
        Assert.Equal(["0200", "0800"], format.Rules.Select(rule => rule.Types));
        Assert.Equal([FieldPath.Parse("4")], format.Rules[0].Mandatory);
    }

    [Fact]
    public void A_file_extends_another_beside_it()
    {
        using var folder = new TemporaryFolder();
        folder.Add("base/common.json", """{ "name": "common", "extends": "iso1987-binary", "fields": { "2": { "name": "PAN" } } }""");
        folder.Add("base/bank.json", """{ "name": "bank", "extends": "common.json", "fields": { "63": null } }""");
        string file = folder.Add("x.json", """{ "name": "x", "extends": "base/bank.json", "header": "tpdu 0001 0000" }""");
        FormatLoad load = FormatFile.Load(file);
        Assert.Equal([], load.Problems);
        Assert.Equal(("PAN", null, "tpdu 0001 0000"), (load.Format![2]!.Name, load.Format[63], load.Format.Header.ToString()));
    }

    [Fact]
    public void Errors_of_the_file_that_is_extended_are_named_by_its_own_name()
    {
        using var folder = new TemporaryFolder();
        string bank = folder.Add("bank.json", "{ \"name\": \"bank\", \"extends\": \"iso1987-ascii\",\n\"heder\": \"none\" }");
        string file = folder.Add("x.json", "{ \"name\": \"x\",\n \"extends\": \"bank.json\" }");
        Assert.Equal(
            [$"{bank}:2: heder: is not known; did you mean header?", $"{file}:2: extends: 'bank.json' has errors"],
            FormatFile.Load(file).Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Circles_and_long_chains_are_refused()
    {
        using var folder = new TemporaryFolder();
        string own = folder.Add("own.json", "{ \"name\": \"x\",\n\"extends\": \"own.json\" }");
        folder.Add("b.json", "{ \"name\": \"b\",\n\n\"extends\": \"./../" + Path.GetFileName(Path.GetDirectoryName(own)) + "/a.json\" }");
        string a = folder.Add("a.json", """{ "name": "a", "extends": "b.json" }""");
        Assert.Equal($"{own}:2: extends: 'own.json' extends this file in turn", Assert.Single(FormatFile.Load(own).Problems).ToString());
        Assert.Contains("b.json:3: extends: './../", FormatFile.Load(a).Problems[0].ToString(), StringComparison.Ordinal);

        for (int i = 0; i < 20; i++)
        {
            folder.Add($"chain{i}.json", $$"""{ "name": "c", "extends": "{{(i == 0 ? "iso1987-ascii" : $"chain{i - 1}.json")}}" }""");
        }
        string folderName = Path.GetDirectoryName(own)!;
        Assert.True(FormatFile.Load(Path.Combine(folderName, "chain15.json")).Succeeded);
        FormatLoad deep = FormatFile.Load(Path.Combine(folderName, "chain16.json"));
        Assert.Contains("chain1.json:1: extends: more than 16 files extend each other", deep.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-file.json")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("/")]
    public void A_file_that_cannot_be_read_is_a_problem(string path)
    {
        FormatProblem problem = Assert.Single(FormatFile.Load(path).Problems);
        Assert.Equal((path, 0), (problem.File, problem.Line));
        Assert.StartsWith("cannot be read: ", problem.Message, StringComparison.Ordinal);
    }

    private static FormatLoad Parse(string text, Func<string, FormatLoad?>? extends = null) =>
        FormatFile.Parse(Encoding.UTF8.GetBytes(text), "it", extends);

    private static MessageFormat Sound(string text, Func<string, FormatLoad?>? extends = null)
    {
        FormatLoad load = Parse(text, extends);
        Assert.Equal([], load.Problems);
        return load.Format!;
    }
}
