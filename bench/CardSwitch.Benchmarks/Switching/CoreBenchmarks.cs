using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Switching;

/// <summary>
/// The core's whole work for one transaction, request and answer: index, look for a repeat, route, register, patch, match,
/// check, keep the answer, time; recorded: with both records encoded and kept in memory; marked: with DE 15 and 33 set. Every
/// request is a new one. The baseline is one index of R1 with content checks.
/// </summary>
[MemoryDiagnoser]
public class CoreBenchmarks
{
    private readonly Transaction ascii = new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, pending: 0);
    private readonly Transaction binary = new(MessageFormats.Iso1987Binary, MessageFormats.Iso1987Binary, pending: 0);
    private readonly Transaction crossing = new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Binary, pending: 0);
    private readonly Transaction among100000 =
        new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, pending: 100_000);

    private readonly Transaction recorded =
        new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, pending: 0, store: new OneStore());

    private readonly Transaction marked =
        new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, pending: 0, institution: 123_456);

    private readonly Transaction markedAndRecorded = new(
        MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, pending: 0, institution: 123_456, store: new OneStore());

    private readonly MessageParser parser = new(MessageFormats.Iso1987Ascii);
    private readonly FieldIndex index = new();
    private readonly byte[] r1 = ReferenceMessages.R1;

    [Benchmark(Baseline = true)]
    public bool IndexR1() => parser.Parse(r1, index).IsOk;

    [Benchmark]
    public int TransactionR1() => ascii.Run();

    [Benchmark]
    public int TransactionR2() => binary.Run();

    [Benchmark]
    public int TransactionR1ToBinaryBank() => crossing.Run();

    [Benchmark]
    public int TransactionR1Among100000Pending() => among100000.Run();

    [Benchmark]
    public int TransactionR1Recorded() => recorded.Run();

    [Benchmark]
    public int TransactionR1Marked() => marked.Run();

    [Benchmark]
    public int TransactionR1MarkedAndRecorded() => markedAndRecorded.Run();
}
