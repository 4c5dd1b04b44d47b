using System.Text;
using BenchmarkDotNet.Attributes;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Formats;

/// <summary>What a format costs at start: the whole 1987 table from its JSON, and one field changed in code.</summary>
[MemoryDiagnoser]
public class FormatFileBenchmarks
{
    private readonly byte[] json = Encoding.UTF8.GetBytes(FormatFile.Write(MessageFormats.Iso1987Ascii));

    [Benchmark(Baseline = true)]
    public MessageFormat OneFieldChanged() =>
        MessageFormats.Iso1987Ascii.With(48, MessageFormats.Iso1987Ascii[48]! with { Length = FieldLength.UpTo(120, 3) });

    [Benchmark]
    public MessageFormat? Parse() => FormatFile.Parse(json, "iso1987-ascii.json").Format;
}
