using CardSwitch.Iso8583;
using CardSwitch.Station.Importing;
using CardSwitch.Tests.Formats.Import;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Station;

public class ConvertCommandTests
{
    internal const string Yaml =
        """
        # the same as JSON
        name: national
        fields:
          0: {type: String, length: 4, description: Type, enc: BCD, prefix: BCD.Fixed}
          "1": {type: Bitmap, enc: HexToASCII, prefix: Hex.Fixed}
          2:
            type: String
            length: 19
            description: Card number
            enc: BCD
            prefix: BCD.LL
          4: {type: String, length: 12, enc: BCD, prefix: BCD.Fixed, padding: {type: Left, pad: "0"}}
          35: {type: Track2, length: 37, enc: LBCD, prefix: BCD.LL}
          48:
            type: Composite
            length: 999
            prefix: ASCII.LLL
            tag: {length: 2, enc: ASCII, padding: {type: Left, pad: '0'}, sort: StringsByInt}
            subfields:
              1: {type: String, length: 9, enc: ASCII, prefix: ASCII.LL}
              11: {type: Numeric, length: 2, enc: ASCII, prefix: ASCII.Fixed}
          55:
            type: Composite
            length: 999
            prefix: ASCII.LLL
            tag: {enc: BerTLVTag, sort: StringsByHex, skipUnknownTLVTags: true}
            subfields:
              9f02: {type: String, length: 12, enc: BCD, prefix: BerTLV}
              70:
                type: Composite
                prefix: BerTLV
                tag: {enc: BerTLVTag, sort: StringsByHex}
                subfields: {50: {type: String, enc: ASCII, prefix: BerTLV}}
          70: {type: Numeric, length: 3, enc: ASCII, prefix: ASCII.Fixed}
        """;

    [Theory]
    [InlineData(JposImporterTests.BinaryFile, "auto")]
    [InlineData(JposImporterTests.BinaryFile, "jpos")]
    [InlineData(MoovImporterTests.Hexadecimal, "auto")]
    [InlineData(MoovImporterTests.Hexadecimal, "moov")]
    [InlineData(Yaml, "auto")]
    [InlineData(Yaml, "moov")]
    public async Task A_converted_file_is_the_imported_format(string content, string kind)
    {
        using var file = new TemporaryFile(content);
        CommandOutcome outcome = await CommandOutcome.OfAsync("convert", file.Path, "--from", kind);
        Assert.Equal(0, outcome.ExitCode);
        FormatLoad imported = ForeignFormat.Import(File.ReadAllBytes(file.Path), file.Path, kind);
        Assert.Equal(imported.Problems.Select(problem => problem.ToString()), outcome.Error.Split('\n')[..^1]);
        FormatLoad loaded = FormatFile.Parse(System.Text.Encoding.UTF8.GetBytes(outcome.Output), "bank.json");
        Assert.Empty(loaded.Problems);
        Assert.Equal(FormatFile.Write(imported.Format!), FormatFile.Write(loaded.Format!));
    }

    [Fact]
    public void Yaml_says_what_the_same_json_says()
    {
        FormatLoad json = ForeignFormat.Import(System.Text.Encoding.UTF8.GetBytes(MoovImporterTests.Hexadecimal), "a", "auto");
        FormatLoad yaml = ForeignFormat.Import(System.Text.Encoding.UTF8.GetBytes(Yaml), "a", "auto");
        Assert.Equal(FormatFile.Write(json.Format!), FormatFile.Write(yaml.Format!));
    }

    [Fact]
    public async Task A_converted_file_is_written_where_it_is_wanted()
    {
        using var file = new TemporaryFile(JposImporterTests.BinaryFile);
        using var target = new TemporaryFile("");
        CommandOutcome outcome = await CommandOutcome.OfAsync("convert", file.Path, "--output", target.Path);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
        Assert.True(FormatFile.Load(target.Path).Succeeded);
    }

    [Fact]
    public async Task What_cannot_be_said_leaves_nothing_written()
    {
        using var file = new TemporaryFile(
            $"<isopackager>\n{JposFile.Head}\n{JposFile.Field(48, "IFA_FLLNUM", 9)}\n</isopackager>");
        using var target = new TemporaryFile("before");
        CommandOutcome outcome = await CommandOutcome.OfAsync("convert", file.Path, "--output", target.Path);
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith($"{file.Path}:4: 48: IFA_FLLNUM cannot be said by a format", outcome.Error);
        Assert.Equal("before", File.ReadAllText(target.Path));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_usage()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("convert", "no-such-file.xml");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("no-such-file.xml", outcome.Error);
    }

    [Theory]
    [InlineData("fields: &a {b: *a}", "anchors, aliases and tags are not taken")]
    [InlineData("fields: !!binary x", "anchors, aliases and tags are not taken")]
    [InlineData("a: 1\na: 2", "twice")]
    [InlineData("? [a]\n: b", "not YAML")]
    [InlineData("a: [", "not YAML")]
    [InlineData("\t", "not YAML")]
    [InlineData("plain", "there are no fields")]
    public void Yaml_that_json_cannot_say_is_refused(string yaml, string why)
    {
        FormatLoad load = ForeignFormat.Import(System.Text.Encoding.UTF8.GetBytes(yaml), "a.yaml", "moov");
        Assert.Null(load.Format);
        Assert.Contains(why, Assert.Single(load.Problems).Message);
    }

    [Fact]
    public void Yaml_that_is_broken_gives_a_format_or_a_reason()
    {
        byte[] sound = System.Text.Encoding.UTF8.GetBytes(Yaml);
        const string Marks = " \n\t:-{}[]&*!|>'\"%@#,?\0\u00FFa0";
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                var random = new Random(seed);
                byte[] broken = [.. sound];
                for (int edits = random.Next(1, 6); edits > 0; edits--)
                {
                    broken[random.Next(broken.Length)] = (byte)Marks[random.Next(Marks.Length)];
                }
                FormatLoad load = ForeignFormat.Import(broken, "broken.yaml", "moov");
                Assert.NotEqual(load.Succeeded, load.Problems.Any(problem => !problem.IsWarning));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Yaml_that_is_too_deep_is_refused()
    {
        foreach (string nest in new[] { "[", "{a: ", "- ", "? " })
        {
            byte[] deep = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(nest, 20_000)));
            Assert.Null(ForeignFormat.Import(deep, "deep.yaml", "moov").Format);
        }
    }
}
