using System.Buffers;
using System.Net;
using System.Text.Json;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Station.Guessing;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

public sealed class GuessCommandTests
{
    private static readonly (string Name, byte[] Bytes)[] Headers =
    [
        ("", []),
        ("tpdu", [0x60, 0x00, 0x01, 0x00, 0x00]),
        ("text ISO and 9 digits", "ISO025000077"u8.ToArray()),
        ("base-i", [22, 1, 2, 0, 0, 0x12, 0x34, 0x56, 0x65, 0x43, 0x21, .. new byte[11]]),
    ];

    public static TheoryData<string> Formats => [.. MessageFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Messages_are_read_as_what_they_are_in_every_framing_and_with_every_header(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        var guesser = new Guesser(MessageFormats.All);
        byte[][] messages = [Message(format, 'a'), Message(format, 'b'), Message(format, 'c')];
        foreach (FramingGuess framing in FramingGuess.All.Where(framing => framing.Framing is null or { MaxMessageLength: >= 999 }))
        {
            foreach (var (header, bytes) in Headers)
            {
                byte[][] whole = [.. messages.Select(message => WithHeader(bytes, message))];
                List<RankedReading> ranked = guesser.Rank(Captured(framing.Framing, whole));
                Assert.NotEmpty(ranked);
                RankedReading best = ranked[0];
                Assert.Equal(
                    $"{framing.Name}{(header.Length == 0 ? "" : " + ")}{header} + {name}: {3}", $"{best.Name}: {best.First.Whole}");
                Assert.True(best.First.IsWhole);
            }
        }
    }

    [Fact]
    public void Any_bytes_before_the_type_are_a_header_only_when_nothing_else_fits()
    {
        byte[] message = [1, 2, 3, 4, 5, 6, 7, .. Message(MessageFormats.Iso1987Binary, 'a')];
        List<RankedReading> ranked = new Guesser(MessageFormats.All).Rank(Captured(FrameFormat.BigEndian2, [message, message]));
        Assert.Equal("be2 + any 7 bytes + iso1987-binary", ranked[0].Name);
        Assert.DoesNotContain(
            new Guesser(MessageFormats.All).Rank(Captured(FrameFormat.BigEndian2, [message.AsSpan(7).ToArray()])),
            reading => reading.Name.Contains("any", StringComparison.Ordinal));
    }

    [Fact]
    public void Readings_that_nothing_tells_apart_share_a_place()
    {
        MessageFormat other = MessageFormats.Iso1987Ascii.Without(127).Named("own-1987");
        List<RankedReading> ranked = new Guesser([other, .. MessageFormats.All])
            .Rank(Captured(FrameFormat.BigEndian2, [Message(MessageFormats.Iso1987Ascii, 'a')]));
        Assert.Equal("be2 + own-1987 or iso1987-ascii", ranked[0].Name);
    }

    [Fact]
    public void A_format_with_a_header_of_its_own_is_tried_with_that()
    {
        MessageFormat own = MessageFormats.Iso1987Ascii.WithHeader(HeaderSpec.Exact("HDR"u8)).Named("own");
        byte[] message = [.. "HDR"u8, .. Message(MessageFormats.Iso1987Ascii, 'a')];
        Assert.Equal("be2 + header exact 484452 + own", new Guesser([own]).Rank(Captured(FrameFormat.BigEndian2, [message]))[0].Name);
    }

    [Fact]
    public async Task A_capture_is_read_and_its_best_reading_shown_with_masked_fields()
    {
        byte[] message = WithHeader(Headers[1].Bytes, ReferenceMessages.R2);
        byte[] stream = Frame(FrameFormat.BigEndian2, message);
        var sender = new TcpSender(new IPEndPoint(IPAddress.Parse("10.1.0.7"), 40012), new IPEndPoint(IPAddress.Parse("10.1.0.1"), 5000));
        var capture = new PcapWriter(linkType: 101);
        capture.Add(sender.Syn()).Add(sender.Send(stream.AsSpan(0, 50))).Add(sender.Send([.. stream.AsSpan(50), .. stream]));
        using var file = new TemporaryFile(capture.ToArray());

        CommandOutcome outcome = await CommandOutcome.OfAsync("guess", file.Path);
        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("1. be2 + tpdu + iso1987-binary: 2 of 2 messages, 100% of bytes", outcome.Lines[0]);
        Assert.Contains("476173******0119", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("4761739001010119", outcome.Output, StringComparison.Ordinal);

        outcome = await CommandOutcome.OfAsync("guess", file.Path, "--json", "--best", "1");
        using JsonDocument json = JsonDocument.Parse(Assert.Single(outcome.Lines));
        Assert.Equal("be2", json.RootElement.GetProperty("readings")[0].GetProperty("framing").GetString());
        Assert.Equal("tpdu", json.RootElement.GetProperty("readings")[0].GetProperty("header").GetString());
        Assert.Equal("iso1987-binary", json.RootElement.GetProperty("readings")[0].GetProperty("format").GetString());
        Assert.Equal(100, json.RootElement.GetProperty("percent").GetDouble());
        Assert.Equal("476173******0119", json.RootElement.GetProperty("message").GetProperty("2").GetString());
    }

    [Fact]
    public async Task A_reading_that_fits_in_part_says_where_it_fails()
    {
        byte[] bad = ReferenceMessages.R1;
        int merchant = bad.AsSpan().IndexOf("MERCHANT"u8);
        bad = [.. bad[..merchant], (byte)'X', (byte)'X', .. bad[merchant..]];
        byte[] stream = [.. Frame(FrameFormat.BigEndian2, ReferenceMessages.R1), .. Frame(FrameFormat.BigEndian2, bad)];
        CommandOutcome outcome = await CommandOutcome.OfAsync("guess", Convert.ToHexString(stream));
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("1. be2 + iso1987-ascii: 1 of 2 messages, ", outcome.Lines[0], StringComparison.Ordinal);
        Assert.Contains("   argument, message 2:", outcome.Lines);
        Assert.Contains(outcome.Lines, line => line.StartsWith("   does not fit: field ", StringComparison.Ordinal));
        Assert.Contains(outcome.Lines, line => line.StartsWith("   the rest fits if 2 bytes too many stand before field ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_and_bytes_are_read_alike_and_noise_fits_nothing()
    {
        byte[] message = Frame(FrameFormat.Ascii4, ReferenceMessages.R1);
        using var lines = new TemporaryFile($"# two\n{Convert.ToHexString(message)}\n{Convert.ToHexString(message)}\n");
        using var bytes = new TemporaryFile([.. message, .. message]);
        foreach (string path in (string[])[lines.Path, bytes.Path])
        {
            CommandOutcome outcome = await CommandOutcome.OfAsync("guess", path, "--best", "1");
            Assert.Equal("1. ascii4 + iso1987-ascii: 2 of 2 messages, 100% of bytes", outcome.Lines[0]);
        }
        CommandOutcome nothing = await CommandOutcome.OfAsync("guess", "FFFFFFFFFFFFFFFFFFFFFFFFFFFF");
        Assert.Equal(1, nothing.ExitCode);
        Assert.Equal("", nothing.Output);
        Assert.StartsWith("No framing and format", nothing.Error, StringComparison.Ordinal);
    }

    private static List<CapturedBytes> Captured(FrameFormat? framing, byte[][] messages) => framing is null
        ? [.. messages.Select(message => new CapturedBytes("test", message))]
        : [new CapturedBytes("test", messages.SelectMany(message => Frame(framing, message)).ToArray())];

    private static byte[] Frame(FrameFormat framing, byte[] message)
    {
        var frame = new byte[framing.FrameLength(message.Length)];
        framing.Write(frame, message);
        return frame;
    }

    private static byte[] WithHeader(byte[] header, byte[] message)
    {
        byte[] whole = [.. header, .. message];
        if (header.Length == 22) (whole[3], whole[4]) = ((byte)(whole.Length >> 8), (byte)whole.Length);
        return whole;
    }

    // A purchase of the edition of the format, of another length for each letter.
    private static byte[] Message(MessageFormat format, char letter)
    {
        int edition = format.Name.Contains("1987", StringComparison.Ordinal) ? 0 : format.Name.Contains("1993", StringComparison.Ordinal) ? 1 : 2;
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, output);
        writer.Begin(MessageType.Of(edition * 1000 + 100));
        writer.SetText(2, "4761739001010119");
        foreach (int field in (int[])[3, 4, 7, 11, 12, 37, 41, 42, 49]) writer.SetText(field, Value(format[field]!, letter));
        writer.SetText(32, new string('1', 6 + letter - 'a'));
        writer.SetText(52, "A1B2C3D4E5F60718");
        WriteStatus status = writer.End(out _);
        Assert.True(status.IsOk, status.Describe(format));
        return output.WrittenSpan.ToArray();
    }

    private static string Value(FieldSpec spec, char letter)
    {
        if (spec.Date is { } date)
        {
            return date.Replace("CC", "20").Replace("YY", "26").Replace("MM", "11").Replace("DD", "22")
                .Replace("hh", "05").Replace("mm", "30").Replace("ss", "12");
        }
        if (spec.Name.StartsWith("Currency code", StringComparison.Ordinal)) return "978";
        int length = Math.Min(spec.Length.Max, 40);
        return spec.Content == ContentClass.Numeric ? new string('1', length) : new string(letter, length);
    }
}
