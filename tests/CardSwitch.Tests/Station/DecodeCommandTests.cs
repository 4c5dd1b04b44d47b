using System.Text;
using System.Text.Json;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

public sealed class DecodeCommandTests
{
    private const string Pan = "4761739001010119";

    private static readonly string R1 = Convert.ToHexString(ReferenceMessages.R1);
    private static readonly string R2 = Convert.ToHexString(ReferenceMessages.R2);

    [Fact]
    public async Task Json_unmasked_has_every_field_with_its_plain_value_in_ascending_order()
    {
        foreach ((string format, string hex) in ((string, string)[])[("iso1987-ascii", R1), ("iso1987-binary", R2)])
        {
            CommandOutcome outcome = await CommandOutcome.OfAsync("decode", hex, "--json", "--unmasked", "--format", format);
            Assert.Equal(0, outcome.ExitCode);
            Assert.Equal("", outcome.Error);
            using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.Lines));
            string[] expected = ["0=0200", .. ReferenceMessages.Values.SkipLast(1).Select(v => $"{v.Field}={v.Text}")];
            Assert.Equal(expected, json.RootElement.EnumerateObject().SkipLast(1).Select(p => $"{p.Name}={p.Value.GetString()}"));
            JsonProperty chip = json.RootElement.EnumerateObject().Last();
            Assert.Equal("55", chip.Name);
            Assert.Equal("0123456789ABCDEF", chip.Value.GetProperty("9F26").GetString());
            Assert.Equal("000000012345", chip.Value.GetProperty("9F02").GetString());
            Assert.Equal(17, chip.Value.EnumerateObject().Count());
        }
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--format=iso1987-ascii")]
    public async Task Card_data_are_masked_unless_asked_for(string option)
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", R1, option);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("476173******0119", outcome.Output, StringComparison.Ordinal);
        foreach (string secret in (string[])[Pan, Pan[6..12], "2712201175892", "A1B2C3D4E5F60718", "9F2608"])
        {
            Assert.DoesNotContain(secret, outcome.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task With_checks_the_rules_and_dates_of_the_format_are_looked_at_too()
    {
        using var file = new TemporaryFile("""
            { "name": "ruled", "extends": "iso1987-ascii", "rules": { "0200": { "mandatory": ["2", "62"], "forbidden": ["52"] } } }
            """);
        CommandOutcome sound = await CommandOutcome.OfAsync("decode", R1, "--check");
        Assert.Equal((0, ""), (sound.ExitCode, sound.Error));
        CommandOutcome faulty = await CommandOutcome.OfAsync("decode", R1.Replace("31313232303533303132", "31333232303533303132"), "--check", "--format", file.Path);
        Assert.Equal(1, faulty.ExitCode);
        Assert.Equal(
            ["argument: DE 62: missing; mandatory in 0200", "argument: DE 52: not allowed; absent in 0200", "argument: DE 7: no such date or time; MMDDhhmmss"],
            faulty.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task Plain_output_names_each_field_and_shows_amounts_in_their_currency()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", R1, "--unmasked");
        Assert.Equal(ReferenceMessages.Values.Length + 1, outcome.Lines.Count(line => !line.StartsWith("         ", StringComparison.Ordinal)));
        Assert.Contains("0200", outcome.Lines[0], StringComparison.Ordinal);
        Assert.Contains(outcome.Lines, line => line.Contains("Amount, transaction") && line.EndsWith("(123.45 EUR)", StringComparison.Ordinal));
        Assert.Contains(outcome.Lines, line => line.Contains(Pan, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_hex_lines_gives_a_line_for_each_message_good_or_bad()
    {
        string text = $"# a comment with ümlaut\n\n{R1}\r\n  {string.Join(' ', R1.Chunk(2).Select(c => new string(c))).ToLowerInvariant()}\n3032\n30x0\n{R1}00";
        using var file = new TemporaryFile(text);
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", "--json", file.Path);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(5, outcome.Lines.Length);
        Assert.Equal(outcome.Lines[0], outcome.Lines[1]);
        Assert.Equal("""{"error":"Truncated","field":0,"offset":2}""", outcome.Lines[2]);
        Assert.Equal("""{"error":"NotHexadecimal","field":0,"offset":1}""", outcome.Lines[3]);
        Assert.Equal($$"""{"error":"TrailingBytes","field":1,"offset":{{ReferenceMessages.R1.Length}}}""", outcome.Lines[4]);
    }

    [Fact]
    public async Task Plain_errors_go_to_standard_error_on_one_line_with_their_place()
    {
        using var file = new TemporaryFile($"{R1}\n{R1[..50]}\n");
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", file.Path);
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith($"{file.Path}:2: field 2, Primary account number", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_file_of_bytes_is_one_message()
    {
        using var file = new TemporaryFile(ReferenceMessages.R2);
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", file.Path, "--json", "-f", "iso1987-binary");
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("{\"0\":\"0200\"", Assert.Single(outcome.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Standard_input_is_read_as_text_and_as_bytes(bool asText)
    {
        byte[] input = asText ? Encoding.ASCII.GetBytes(R1 + "\n" + R1) : ReferenceMessages.R1;
        CommandOutcome outcome = await CommandOutcome.OfAsync(input, default, "decode", "--json");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(asText ? 2 : 1, outcome.Lines.Length);
    }

    [Fact]
    public async Task A_message_that_is_text_as_a_whole_is_told_from_a_hex_line_by_its_format()
    {
        byte[] message = Encoding.ASCII.GetBytes("0800" + "0020000000000000" + "123456");
        byte[] signOn = Encoding.ASCII.GetBytes("0800" + "0000000000800000" + "TERM 001");
        CommandOutcome outcome = await CommandOutcome.OfAsync(signOn, default, "decode", "--json", "-f", "iso1987-ascii-hex");
        Assert.Equal("""{"0":"0800","41":"TERM 001"}""", Assert.Single(outcome.Lines));
        outcome = await CommandOutcome.OfAsync(message, default, "decode", "--json", "--raw", "-f", "iso1987-ascii-hex");
        Assert.Equal("""{"0":"0800","11":"123456"}""", Assert.Single(outcome.Lines));
    }

    [Fact]
    public async Task Lines_longer_than_the_first_read_are_read_whole()
    {
        string longLine = new('3', 300_000);
        using var file = new TemporaryFile($"{longLine}\n{R1}\n");
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", "--json", file.Path);
        Assert.Equal(2, outcome.Lines.Length);
        Assert.Contains("FrameTooLong", outcome.Lines[0], StringComparison.Ordinal);
        Assert.Contains("\"0\":\"0200\"", outcome.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_output_has_the_elements_within_a_field_below_it_masked_as_it_is()
    {
        byte[] frame = await EncodeAsync("iso1987-ascii", """{"0":"0200","3":"001020","55":{"9F02":"000000012345","5A":"4761739001010119","DF01":"0102"}}""");
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", Convert.ToHexString(frame));
        Assert.Equal(0, outcome.ExitCode);
        string[] marks = [.. outcome.Lines.Skip(1).Select(line => line.TrimStart().Split(' ')[0])];
        Assert.Equal(["3", "3.1", "3.2", "3.3", "55", "55.9F02", "55.5A", "55.DF01"], marks);
        Assert.Matches(@"55\.9F02  Amount, Authorised \(Numeric\) +n \.\.12 +000000012345$", outcome.Lines[6]);
        Assert.EndsWith("476173******0119", outcome.Lines[7], StringComparison.Ordinal);
        Assert.EndsWith("[2 bytes]", outcome.Lines[8], StringComparison.Ordinal);
        Assert.DoesNotContain(Pan, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elements_in_json_are_masked_unless_asked_for_and_a_field_that_is_more_than_they_are_stays_text()
    {
        const string Json = """{"0":"0200","55":{"9F02":"000000012345","5A":"4761739001010119","E1":{"DF01":"0102","DF02":""}}}""";
        string hex = Convert.ToHexString(await EncodeAsync("iso1987-ascii", Json));
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", hex, "--json", "--unmasked");
        Assert.Equal(Json, Assert.Single(outcome.Lines));
        outcome = await CommandOutcome.OfAsync("decode", hex, "--json");
        Assert.Equal(
            """{"0":"0200","55":{"9F02":"000000012345","5A":"476173******0119","E1":{"DF01":"[2 bytes]","DF02":"[0 bytes]"}}}""",
            Assert.Single(outcome.Lines));

        // The same tag twice, a length in a longer form than needed, zeros between elements, an end within an element.
        foreach (string chip in (string[])["9A032211229A03221123", "9A8103221122", "9A0322112200", "9A0322"])
        {
            hex = Convert.ToHexString(await EncodeAsync("iso1987-ascii", $$"""{"0":"0200","55":"{{chip}}"}"""));
            outcome = await CommandOutcome.OfAsync("decode", hex, "--json", "--unmasked");
            Assert.Equal($$"""{"0":"0200","55":"{{chip}}"}""", Assert.Single(outcome.Lines));
        }
    }

    [Fact]
    public async Task Of_a_bad_message_the_place_is_shown_where_it_left_the_format()
    {
        byte[] frame = ReferenceMessages.R1;
        int merchant = frame.AsSpan().IndexOf("MERCHANT"u8);
        string hex = Convert.ToHexString([.. frame[..merchant], (byte)'X', (byte)'X', .. frame[merchant..]]);
        CommandOutcome outcome = await CommandOutcome.OfAsync("decode", hex);
        Assert.Equal(1, outcome.ExitCode);
        string[] errors = outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, errors.Length);
        Assert.StartsWith("argument: the rest fits if 2 bytes too many stand before field ", errors[1], StringComparison.Ordinal);
    }

    private static async Task<byte[]> EncodeAsync(string format, string json)
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("encode", json, "--format", format);
        Assert.Equal("", outcome.Error);
        return Convert.FromHexString(Assert.Single(outcome.Lines));
    }
}
