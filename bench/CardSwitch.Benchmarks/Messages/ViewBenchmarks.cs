using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Messages;

/// <summary>Reading fields of an indexed message: trace number, card number, a text.</summary>
[MemoryDiagnoser]
public class ViewBenchmarks
{
    private readonly byte[] r1 = ReferenceMessages.R1;
    private readonly byte[] r2 = ReferenceMessages.R2;
    private readonly byte[] text = new byte[64];
    private readonly FieldIndex indexR1 = new();
    private readonly FieldIndex indexR2 = new();

    public ViewBenchmarks()
    {
        new MessageParser(MessageFormats.Iso1987Ascii).Parse(r1, indexR1);
        new MessageParser(MessageFormats.Iso1987Binary).Parse(r2, indexR2);
    }

    [Benchmark]
    public int StanR1() => Stan(new MessageView(r1, indexR1));

    [Benchmark]
    public int StanR2() => Stan(new MessageView(r2, indexR2));

    [Benchmark]
    public ulong PanR1() => Card(new MessageView(r1, indexR1));

    [Benchmark]
    public ulong PanR2() => Card(new MessageView(r2, indexR2));

    [Benchmark]
    public int NameCopied()
    {
        new MessageView(r1, indexR1).TryCopy(43, text, out int written);
        return written;
    }

    [Benchmark]
    public string? NameAsString() => new MessageView(r1, indexR1).GetText(43);

    private static int Stan(MessageView view) => view.TryGetInt32(Field.Stan, out int stan) ? stan : -1;

    private static ulong Card(MessageView view) => view.TryGetPan(out Pan pan) ? pan.Value : 0;
}
