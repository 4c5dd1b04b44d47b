using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Messages;

/// <summary>
/// R1 with its bitmap written otherwise, and R1 in other dialects, found by a walk as for a layout that was never seen and
/// by a known layout. The baseline is R1 as it is.
/// </summary>
[MemoryDiagnoser]
public class DialectBenchmarks
{
    private readonly FieldIndex index = new();
    private Message message;

    /// <summary>The dialects, by name.</summary>
    public static IEnumerable<string> Dialects => ["ascii", "hex bitmap", "ebcdic hex bitmap", "ascii-hex", "ebcdic", "ebcdic-hex"];

    [ParamsSource(nameof(Dialects))]
    public string Dialect { get; set; } = "ascii";

    [GlobalSetup]
    public void Setup() => message = Message.Of(Dialect switch
    {
        "hex bitmap" => MessageFormats.Iso1987Ascii.WithHead(FieldEncoding.Ascii, FieldEncoding.HexAscii),
        "ebcdic hex bitmap" => MessageFormats.Iso1987Ascii.WithHead(FieldEncoding.Ascii, FieldEncoding.HexEbcdic),
        "ascii-hex" => MessageFormats.Iso1987AsciiHex,
        "ebcdic" => MessageFormats.Iso1987Ebcdic,
        "ebcdic-hex" => MessageFormats.Iso1987EbcdicHex,
        _ => MessageFormats.Iso1987Ascii,
    });

    [Benchmark(Baseline = true)]
    public bool NeverSeen() => message.Walking.Parse(message.Frame, index).IsOk;

    [Benchmark]
    public bool Known() => message.Parser.Parse(message.Frame, index).IsOk;

    private readonly record struct Message(byte[] Frame, MessageParser Parser, MessageParser Walking)
    {
        internal static Message Of(MessageFormat format)
        {
            byte[] r1 = ReferenceMessages.R1, destination = new byte[1024];
            var index = new FieldIndex();
            new MessageParser(MessageFormats.Iso1987Ascii).Parse(r1, index);
            WriteStatus status = new MessageTranscoder(MessageFormats.Iso1987Ascii, format)
                .TryTranscode(new MessageView(r1, index), destination, out int written);
            if (!status.IsOk) throw new InvalidOperationException(status.Describe(format));
            return new Message(destination[..written], new MessageParser(format), MessageParser.WithoutTemplates(format));
        }
    }
}
