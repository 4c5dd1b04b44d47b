using CardSwitch.Station.Commands;

namespace CardSwitch.Tests.Station;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("no-such-file.hex", "decode", "no-such-file.hex")]
    [InlineData("iso1987-binary", "decode", "--format", "iso2087", "30")]
    [InlineData("no-such-file.json", "encode", "no-such-file.json")]
    [InlineData("no-such-directory", "encode", "{}", "--output", "no-such-directory/x")]
    [InlineData("iso1987-binary", "diff", "30", "30", "--format-b", "iso2087")]
    [InlineData("iso1987-binary", "guess", "30", "--format", "iso2087")]
    [InlineData("no-such-file.pcap", "guess", "no-such-file.pcap")]
    [InlineData("--wrong", "decode", "--wrong=1", "--what")]
    [InlineData("iso1987-binary", "formats", "iso2087")]
    [InlineData("--json", "formats", "--json")]
    [InlineData("no-such.json: cannot be read", "formats", "no-such.json")]
    [InlineData("no-such.json: cannot be read", "decode", "--format", "no-such.json", "30")]
    [InlineData("--to", "shop")]
    [InlineData("--rate: expected a number from 0 to 1000000, found 'x'", "shop", "--to", "127.0.0.1:1", "--rate", "x")]
    [InlineData("host:port", "shop", "--to", "nowhere")]
    [InlineData("--cards: '4'", "shop", "--to", "127.0.0.1:1", "--cards", "4")]
    [InlineData("--framing: 'be9' is no length", "bank", "--framing", "be9")]
    [InlineData("--port: expected a number from 0 to 65535", "bank", "--port", "65536")]
    [InlineData("--shops", "demo", "--shops", "0")]
    [InlineData("--config", "station")]
    [InlineData("'x'", "x")]
    [InlineData("See 'cardswitch journal --help'", "journal")]
    [InlineData("See 'cardswitch journal show --help'", "journal", "show")]
    [InlineData("Which journal?", "journal", "verify")]
    [InlineData("Which journal?", "journal", "totals", "--sqlite", "a", "--postgres", "Host=a")]
    [InlineData("leave --sqlite and --postgres out", "journal", "totals", "--sqlite", "a", "--station", "b")]
    [InlineData("no-such-file.json: cannot be read", "journal", "totals", "--station", "no-such-file.json")]
    [InlineData("There is no folder 'no-such-folder'", "journal", "totals", "--sqlite", "no-such-folder")]
    [InlineData("--postgres: has a password in it", "journal", "totals", "--postgres", "Host=a;Password=b")]
    [InlineData("no-such-folder/k", "journal", "key", "--output", "no-such-folder/k")]
    [InlineData("--journal postgres needs --journal-connection", "demo", "--journal", "postgres")]
    [InlineData("--journal-directory is for", "demo", "--journal-directory", "x")]
    public async Task Wrong_usage_is_one_line_that_says_what_to_do_and_exit_code_2(string expected, params string[] args)
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync(args);
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        string line = Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("cardswitch: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("demo")]
    [InlineData("station")]
    [InlineData("bank")]
    [InlineData("shop")]
    [InlineData("replay")]
    [InlineData("decode")]
    [InlineData("formats")]
    [InlineData("encode")]
    [InlineData("diff")]
    [InlineData("guess")]
    [InlineData("journal")]
    [InlineData("journal find")]
    [InlineData("journal show")]
    [InlineData("journal totals")]
    [InlineData("journal verify")]
    [InlineData("journal export")]
    [InlineData("journal prune")]
    [InlineData("journal key")]
    [InlineData("keys")]
    [InlineData("keys protect")]
    [InlineData("keys make")]
    [InlineData("keys show")]
    public async Task Help_shows_examples_and_exit_codes(string command)
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal("", outcome.Error);
        Assert.Contains($"cardswitch {command}".TrimEnd(), outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(ExitCode.Legend, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_a_line()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("--version");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", Assert.Single(outcome.Lines));
    }
}
