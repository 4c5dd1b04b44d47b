using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Messages;

/// <summary>Finding the fields of a message, beside a plain copy and the hand-written loop for R1's one format.</summary>
[MemoryDiagnoser]
public class IndexBenchmarks
{
    private readonly byte[] r1 = ReferenceMessages.R1;
    private readonly byte[] r2 = ReferenceMessages.R2;
    private readonly byte[] copy = new byte[512];
    private readonly int[] entries = new int[65];
    private readonly FieldIndex index = new();
    private readonly MessageParser checkedAscii = new(MessageFormats.Iso1987Ascii);
    private readonly MessageParser withoutTemplates = MessageParser.WithoutTemplates(MessageFormats.Iso1987Ascii);
    private readonly MessageParser uncheckedAscii = new(MessageFormats.Iso1987Ascii, ParseChecks.Structure);
    private readonly MessageParser checkedBinary = new(MessageFormats.Iso1987Binary);
    private readonly MessageParser uncheckedBinary = new(MessageFormats.Iso1987Binary, ParseChecks.Structure);

    [Benchmark]
    public void CopyR1() => r1.CopyTo(copy, 0);

    [Benchmark(Baseline = true)]
    public int HandWrittenR1() => HandWrittenIndex.Walk(r1, entries);

    [Benchmark]
    public bool R1WithoutContentChecks() => uncheckedAscii.Parse(r1, index).IsOk;

    /// <summary>As for a layout that was never seen before.</summary>
    [Benchmark]
    public bool R1NeverSeen() => withoutTemplates.Parse(r1, index).IsOk;

    [Benchmark]
    public bool R1() => checkedAscii.Parse(r1, index).IsOk;

    [Benchmark]
    public bool R2WithoutContentChecks() => uncheckedBinary.Parse(r2, index).IsOk;

    [Benchmark]
    public bool R2() => checkedBinary.Parse(r2, index).IsOk;
}
