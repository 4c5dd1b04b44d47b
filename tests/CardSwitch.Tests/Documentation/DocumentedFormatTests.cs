using System.Text;
using System.Text.RegularExpressions;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Station;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Documentation;

/// <summary>The formats that the pages show load, and are what the pages say.</summary>
public partial class DocumentedFormatTests
{
    private const string Jpos = "docs/from-jpos.md";
    private const string Moov = "docs/from-moov.md";
    private const string OwnFormat = "docs/own-format.md";

    [Fact]
    public void Every_format_file_on_a_page_loads_without_problems()
    {
        var seen = new List<string>();
        foreach (string page in Repository.Pages())
        {
            var ofPage = new Dictionary<string, FormatLoad>();
            foreach (string json in Blocks(page, "json").Where(IsFormatFile))
            {
                FormatLoad load = FormatFile.Parse(Encoding.UTF8.GetBytes(json), page, name => ofPage.GetValueOrDefault(name));
                Assert.Empty(load.Problems);
                ofPage[load.Format!.Name + ".json"] = load;
                seen.Add(load.Format.Name);
            }
        }
        Assert.Equal(
            ["bank-x", "host", "house", "lakes", "our-host", "our-host-2", "packager"],
            seen.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_packager_and_a_specification_are_converted_to_what_the_pages_show()
    {
        Assert.Contains(Text("docs/imports/packager.xml"), Blocks(Jpos, "xml"));
        Assert.Contains(Text("docs/imports/moov.json"), Blocks(Moov, "json"));
        Assert.Contains(Written(JposImporter.Import(Bytes("docs/imports/packager.xml"), "packager.xml")), Blocks(Jpos, "json"));
        Assert.Contains(Written(MoovImporter.Import(Bytes("docs/imports/moov.json"), "moov.json")), Blocks(Moov, "json"));
    }

    [Fact]
    public void The_steps_of_the_tutorial_make_its_file()
    {
        string file = Text("docs/formats/lakes.json");
        string[] steps = [.. Blocks(OwnFormat, "json").Where(block => block.StartsWith("  \"", StringComparison.Ordinal))];
        Assert.Equal(3, steps.Length);
        Assert.All(steps, step => Assert.Contains(step, file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_message_of_the_tutorial_is_decoded_as_the_page_shows()
    {
        string hex = string.Concat(HexText().Matches(Blocks(OwnFormat, "csharp").First()).Select(match => match.Groups[1].Value));
        string format = Path.Combine(Repository.Root, "docs/formats/lakes.json");
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", "--format", format, hex);
        string shown = outcome.Output.TrimEnd().Replace("argument:", "lakes.hex:1:", StringComparison.Ordinal) + "\n";
        Assert.Contains(shown, Blocks(OwnFormat, "text"));
    }

    private static bool IsFormatFile(string json) =>
        json.StartsWith('{')
        && (json.Contains("\"extends\"", StringComparison.Ordinal) || json.Contains("\"mti\"", StringComparison.Ordinal));

    private static string Written(FormatLoad load) => FormatFile.Write(load.Format!);

    private static IEnumerable<string> Blocks(string page, string language) =>
        Block().Matches(Text(page)).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value);

    private static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"([0-9A-F]{20,})\"")]
    private static partial Regex HexText();
}
