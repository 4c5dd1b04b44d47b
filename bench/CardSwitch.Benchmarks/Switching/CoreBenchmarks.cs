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
    // Made when first used: each goes through millions of transactions until all that grows has grown.
    private readonly Lazy<Transaction> ascii = new(() => new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii));
    private readonly Lazy<Transaction> binary = new(() => new(MessageFormats.Iso1987Binary, MessageFormats.Iso1987Binary));
    private readonly Lazy<Transaction> crossing = new(() => new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Binary));
    private readonly Lazy<Transaction> among100000 =
        new(() => new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, pending: 100_000));

    private readonly Lazy<Transaction> recorded =
        new(() => new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, store: new OneStore()));

    private readonly Lazy<Transaction> marked =
        new(() => new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, institution: 123_456));

    private readonly Lazy<Transaction> markedAndRecorded = new(
        () => new(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, institution: 123_456, store: new OneStore()));

    private readonly MessageParser parser = new(MessageFormats.Iso1987Ascii);
    private readonly FieldIndex index = new();
    private readonly byte[] r1 = ReferenceMessages.R1;

    [Benchmark(Baseline = true)]
    public bool IndexR1() => parser.Parse(r1, index).IsOk;

    [Benchmark]
    public int TransactionR1() => ascii.Value.Run();

    [Benchmark]
    public int TransactionR2() => binary.Value.Run();

    [Benchmark]
    public int TransactionR1ToBinaryBank() => crossing.Value.Run();

    [Benchmark]
    public int TransactionR1Among100000Pending() => among100000.Value.Run();

    [Benchmark]
    public int TransactionR1Recorded() => recorded.Value.Run();

    [Benchmark]
    public int TransactionR1Marked() => marked.Value.Run();

    [Benchmark]
    public int TransactionR1MarkedAndRecorded() => markedAndRecorded.Value.Run();
}
