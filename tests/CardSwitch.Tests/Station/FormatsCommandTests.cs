using System.Text.RegularExpressions;
using CardSwitch.Iso8583;
using CardSwitch.Station.Commands;
using CardSwitch.Station.Configuration;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

public sealed class FormatsCommandTests
{
    private static readonly string BankX = Path.Combine(Repository.Root, "docs/formats/bank-x.json");

    [Fact]
    public async Task The_built_in_formats_are_listed()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("formats");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal(MessageFormats.All.Count + 1, outcome.Lines.Length);
        Assert.Matches(@"^iso1987-binary +bcd +binary +\d+$", outcome.Lines[3]);
    }

    [Fact]
    public async Task A_format_is_shown_field_by_field_with_what_is_within()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("formats", BankX);
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal("bank-x: header none, message type ascii, bitmap hex, tertiary bitmap none", outcome.Lines[0]);
        Assert.Contains(outcome.Lines, line => Regex.IsMatch(line, "^2 +Primary account number +n ..19 +ascii +ascii +pan$"));
        Assert.Contains(outcome.Lines, line => line.StartsWith("  02 ", StringComparison.Ordinal) && line.Contains("Loyalty number", StringComparison.Ordinal));
        Assert.Contains("0210: mandatory 39; 38 when 39 is 00 or 10", outcome.Lines);
        Assert.DoesNotContain(outcome.Lines, line => line.StartsWith("63 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_spec_file_is_printed_complete()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("formats", BankX, "--json");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal(FormatFile.Write(FormatFile.Load(BankX).Format!), outcome.Output);
    }

    [Theory]
    [InlineData("formats")]
    [InlineData("decode", "30", "--format")]
    public async Task A_file_with_mistakes_is_answered_by_a_line_for_each(params string[] command)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Add("x.json", "{ \"name\": \"x\", \"extends\": \"iso1987-ascii\",\n\"heder\": \"none\",\n\"mti\": \"bdc\" }");
        CommandOutcome outcome = await CommandOutcome.OfAsync([.. command, file]);
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        string[] lines = outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Equal($"cardswitch: {file}:2: heder: is not known; did you mean header?", lines[0]);
        Assert.StartsWith($"{file}:3: mti: expected one of ascii, bcd, ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_are_decoded_by_a_file()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Add("x.json", """{ "name": "x", "extends": "iso1987-ascii", "header": "tpdu 0001 0000" }""");
        CommandOutcome outcome = await CommandOutcome.OfAsync(
            "decode", "--json", "--format", file, "6000010000" + "30383030" + "0020000000000000" + "313233343536");
        Assert.Equal("", outcome.Error);
        Assert.Equal("""{"header":"6000010000","0":"0800","11":"123456"}""", Assert.Single(outcome.Lines));
    }

    [Fact]
    public void A_stations_file_names_spec_files_beside_it_and_each_is_one_format()
    {
        using var folder = new TemporaryFolder();
        folder.Add("formats/x.json", """{ "name": "bank-x", "extends": "iso1987-binary" }""");
        StationOptions? options = StationFile.TryLoad(folder.Add("station.json", Station), out IReadOnlyList<string> errors);
        Assert.Empty(errors);
        Assert.Equal("bank-x", options!.Listeners[0].Format.Name);
        Assert.Same(options.Listeners[0].Format, options.Issuers[0].Format);
    }

    [Fact]
    public void Mistakes_of_a_spec_file_are_those_of_the_stations_file()
    {
        using var folder = new TemporaryFolder();
        string format = folder.Add("formats/x.json", """{ "name": "bank-x", "mti": "bcd" }""");
        string file = folder.Add("station.json", Station);
        Assert.Null(StationFile.TryLoad(file, out IReadOnlyList<string> errors));
        Assert.StartsWith($"{file}:2: listeners[0].format: {format}:1: a format that extends none says its \"bitmap\"", errors[0], StringComparison.Ordinal);
        Assert.StartsWith($"{file}:3: issuers[0].format: ", errors[1], StringComparison.Ordinal);
    }

    private const string Station =
        """
        {
          "listeners": [{ "name": "shops", "port": 5000, "format": "formats/x.json" }],
          "issuers": [{ "name": "a", "format": "formats/x.json", "endpoints": [{ "host": "127.0.0.1", "port": 6000 }] }],
          "routes": { "4761": "a" },
        }
        """;
}
