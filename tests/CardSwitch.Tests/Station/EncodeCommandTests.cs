using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Station.Building;
using CardSwitch.Station.Decoding;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Station;

public sealed class EncodeCommandTests
{
    private static readonly (string Format, byte[] Frame)[] References =
        [("iso1987-ascii", ReferenceMessages.R1), ("iso1987-binary", ReferenceMessages.R2)];

    [Fact]
    public async Task What_decode_prints_becomes_the_same_bytes_again()
    {
        foreach (var (format, frame) in References)
        {
            string hex = Convert.ToHexString(frame);
            CommandOutcome decoded = await CommandOutcome.OfAsync("decode", hex, hex, "--json", "--unmasked", "-f", format);
            CommandOutcome outcome = await CommandOutcome.OfAsync(Encoding.UTF8.GetBytes(decoded.Output), default, "encode", "-f", format);
            Assert.Equal("", outcome.Error);
            Assert.Equal(0, outcome.ExitCode);
            Assert.Equal([hex, hex], outcome.Lines);
        }
    }

    public static TheoryData<string> Formats => [.. MessageFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Random_messages_survive_the_way_through_json(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        var builder = new MessageBuilder(format);
        Prop.ForAll(Generators.Messages(format), message => Returns(format, builder, Written(format, message.Message)))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_header_is_shown_and_taken_as_it_is()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii.WithHeader(HeaderSpec.Tpdu(1, 2));
        byte[] frame = [0x60, 0x99, 0x01, 0x88, 0x02, .. ReferenceMessages.R1];
        Assert.True(Returns(format, new MessageBuilder(format), frame));
        Assert.StartsWith("""{"header":"6099018802","0":"0200",""", JsonOf(format, frame), StringComparison.Ordinal);
        Assert.Equal("600001000230383030" + "0000000000000000", Build(format, """{"0":"0800"}"""));
        Assert.Equal("header: expected tpdu 0001 0002", Build(format, """{"0":"0800","header":"6199018802"}"""));
        Assert.Equal("header: iso1987-ascii has none", Build(MessageFormats.Iso1987Ascii, """{"0":"0800","header":"60"}"""));
    }

    [Fact]
    public void Elements_may_be_named_by_their_path()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        string nested = Build(format, """{"0":"0200","3":"001020","55":{"9F02":"000000012345","9A":"221122"}}""");
        Assert.Equal(nested, Build(format, """{"55.9F02":"000000012345","55.9A":"221122","3.2":"10","3.3":"20","3.1":"00","0":"0200"}"""));
        Assert.Equal(nested, Build(format, """{"0":"0200","3":"991020","3.1":"00","55":"9F0206000000012345","55.9A":"221122"}"""));
    }

    [Fact]
    public void A_short_value_is_padded_as_the_format_says() =>
        Assert.Equal(
            "0800" + "0020000000800000" + "000007" + Convert.ToHexString("TERM 1  "u8),
            Build(MessageFormats.Iso1987Binary, """{"0":"0800","11":"7","41":"TERM 1"}"""));

    [Theory]
    [InlineData("field 0, the message type, is missing", """{"2":"4761739001010119"}""")]
    [InlineData("field 0, the message type: expected four digits", """{"0":"020"}""")]
    [InlineData("field 0, the message type: expected four digits", """{"0":200}""")]
    [InlineData("field 2, Primary account number (n ..19): the value is masked; decode with --unmasked", """{"0":"0200","2":"476173******0119"}""")]
    [InlineData("field 35, Track 2 data (z ..37): the value is masked", """{"0":"0200","35":"[37 characters]"}""")]
    [InlineData("field 55.DF01: the value is masked", """{"0":"0200","55":{"DF01":"[1 byte]"}}""")]
    [InlineData("field 4, Amount, transaction (n 12): the value is longer than that", """{"0":"0200","4":"0000000012345"}""")]
    [InlineData("field 4, Amount, transaction (n 12): a character that the content class excludes", """{"0":"0200","4":"12.30"}""")]
    [InlineData("field 52, ", """{"0":"0200","52":"0102"}""")]
    [InlineData("field 52, Personal identification number data (b 8): expected bytes in hexadecimal", """{"0":"0200","52":"XX"}""")]
    [InlineData("field 11: expected a value in quotes", """{"0":"0200","11":123456}""")]
    [InlineData("field 1: the bitmaps are made of the fields", """{"0":"0200","1":"8000000000000000"}""")]
    [InlineData("field 55.9F: iso1987-ascii does not define it", """{"0":"0200","55":{"9F":"01"}}""")]
    [InlineData("'pan' is neither", """{"0":"0200","pan":"1"}""")]
    [InlineData("field 11.1", """{"0":"0200","11":{"1":"2"}}""")]
    [InlineData("this is what decode prints for a message that it cannot read", """{"error":"Truncated","field":4,"offset":31}""")]
    [InlineData("no sound JSON, or a key twice, at character 13", """{"0":"0200" "2":"1"}""")]
    [InlineData("no sound JSON, or a key twice", """{"0":"0200","11":"1","11":"2"}""")]
    [InlineData("expected a JSON object", "[]")]
    public void What_is_wrong_is_said_by_field_and_what_was_expected_but_without_the_value(string expected, string json)
    {
        string error = Build(MessageFormats.Iso1987Ascii, json);
        Assert.StartsWith(expected, error.Replace("expected a JSON object as decode --json prints it: no", "no", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (string value in (string[])["0000000012345", "12.30", "476173", "123456"])
        {
            Assert.DoesNotContain(value, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_that_looks_masked_stays_where_nothing_is_ever_masked()
    {
        string frame = Build(MessageFormats.Iso1987Ascii, """{"0":"0100","42":"SHOP*7","44":"[2 bytes]"}""");
        Assert.Contains(Convert.ToHexString("SHOP*7"u8), frame, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_lines_are_named_and_the_others_written()
    {
        using var file = new TemporaryFile("{\"0\":\"0800\"}\n\n{\"0\":\"0800\",\"4\":\"x\"}\r\n{\"0\":\"0810\"}\n");
        CommandOutcome outcome = await CommandOutcome.OfAsync("encode", file.Path, "-f", "iso1987-binary");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(["08000000000000000000", "08100000000000000000"], outcome.Lines);
        Assert.StartsWith($"{file.Path}:3: field 4, Amount", Assert.Single(outcome.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_takes_text_or_bytes(bool isRaw)
    {
        using var file = new TemporaryFile("something longer than the message that stood there before");
        string[] args = ["encode", """{"0":"0800"}""", "-f", "iso1987-binary", "--output", file.Path];
        CommandOutcome outcome = await CommandOutcome.OfAsync(isRaw ? [.. args, "--raw"] : args);
        Assert.Equal(("", "", 0), (outcome.Output, outcome.Error, outcome.ExitCode));
        Assert.Equal(isRaw ? Convert.FromHexString("08000000000000000000") : "08000000000000000000\n"u8, File.ReadAllBytes(file.Path));
    }

    private static bool Returns(MessageFormat format, MessageBuilder builder, byte[] frame)
    {
        string json = JsonOf(format, frame);
        return builder.TryBuild(Encoding.UTF8.GetBytes(json), out ReadOnlyMemory<byte> again, out string? error)
            ? again.Span.SequenceEqual(frame)
            : throw new InvalidOperationException(error);
    }

    // By the writer itself, which all formats have; the slow one does not know every encoding.
    private static byte[] Written(MessageFormat format, SlowMessage message)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, output);
        writer.Begin(MessageType.Of(int.Parse(message.Type, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var (field, value) in message.Values) writer.Set(field, value);
        Assert.True(writer.End(out _).IsOk);
        return output.WrittenSpan.ToArray();
    }

    private static string JsonOf(MessageFormat format, byte[] frame)
    {
        using var text = new StringWriter();
        using var printer = new JsonPrinter(text, unmasked: true);
        new MessageDecoder(format, printer).Decode(new EncodedMessage("test", frame));
        return text.ToString();
    }

    // The message in hexadecimal, or what is wrong.
    private static string Build(MessageFormat format, string json) =>
        new MessageBuilder(format).TryBuild(Encoding.UTF8.GetBytes(json), out ReadOnlyMemory<byte> message, out string? error)
            ? Convert.ToHexString(message.Span)
            : error;
}
