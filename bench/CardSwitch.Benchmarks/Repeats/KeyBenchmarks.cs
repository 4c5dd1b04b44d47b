using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Benchmarks.Repeats;

/// <summary>The key and the content's digest of the reference purchase. The baseline is one index of R1.</summary>
[MemoryDiagnoser]
public class KeyBenchmarks
{
    private readonly byte[] r1 = ReferenceMessages.R1, r2 = ReferenceMessages.R2;
    private readonly FieldIndex asciiIndex = new(), binaryIndex = new();
    private readonly MessageParser parser = new(MessageFormats.Iso1987Ascii);
    private readonly TransactionKeys keys = new((1, 2)), binaryKeys = new((1, 2));

    [GlobalSetup]
    public void Parse()
    {
        new MessageParser(MessageFormats.Iso1987Ascii).Parse(r1, asciiIndex);
        new MessageParser(MessageFormats.Iso1987Binary).Parse(r2, binaryIndex);
    }

    [Benchmark(Baseline = true)]
    public bool IndexR1() => parser.Parse(r1, asciiIndex).IsOk;

    [Benchmark]
    public ulong KeyOfR1()
    {
        TransactionKey key = keys.Of(new MessageView(r1, asciiIndex));
        return key.High ^ key.Low;
    }

    [Benchmark]
    public uint ContentOfR1() => keys.Content(new MessageView(r1, asciiIndex));

    [Benchmark]
    public ulong KeyOfR2()
    {
        TransactionKey key = binaryKeys.Of(new MessageView(r2, binaryIndex));
        return key.High ^ key.Low;
    }

    [Benchmark]
    public uint ContentOfR2() => binaryKeys.Content(new MessageView(r2, binaryIndex));
}
