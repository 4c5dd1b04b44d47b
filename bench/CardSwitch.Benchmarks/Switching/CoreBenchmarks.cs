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
    private readonly MessageParser parser = new(MessageFormats.Iso1987Ascii);
    private readonly FieldIndex index = new();
    private readonly byte[] r1 = ReferenceMessages.R1;
    private Transaction? transaction;

    [Benchmark(Baseline = true)]
    public bool IndexR1() => parser.Parse(r1, index).IsOk;

    [GlobalSetup(Target = nameof(TransactionR1))]
    public void BeginR1() =>
        transaction = new Transaction(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii);

    [Benchmark]
    public int TransactionR1() => transaction!.Run();

    [GlobalSetup(Target = nameof(TransactionR2))]
    public void BeginR2() =>
        transaction = new Transaction(MessageFormats.Iso1987Binary, MessageFormats.Iso1987Binary);

    [Benchmark]
    public int TransactionR2() => transaction!.Run();

    [GlobalSetup(Target = nameof(TransactionR1ToBinaryBank))]
    public void BeginR1ToBinaryBank() =>
        transaction = new Transaction(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Binary);

    [Benchmark]
    public int TransactionR1ToBinaryBank() => transaction!.Run();

    [GlobalSetup(Target = nameof(TransactionR1Among100000Pending))]
    public void BeginR1Among100000Pending() =>
        transaction = new Transaction(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, pending: 100_000);

    [Benchmark]
    public int TransactionR1Among100000Pending() => transaction!.Run();

    [GlobalSetup(Target = nameof(TransactionR1Recorded))]
    public void BeginR1Recorded() =>
        transaction = new Transaction(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, journal: new OneGroup());

    [Benchmark]
    public int TransactionR1Recorded() => transaction!.Run();

    [GlobalSetup(Target = nameof(TransactionR1Marked))]
    public void BeginR1Marked() =>
        transaction = new Transaction(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, institution: 123_456);

    [Benchmark]
    public int TransactionR1Marked() => transaction!.Run();

    [GlobalSetup(Target = nameof(TransactionR1MarkedAndRecorded))]
    public void BeginR1MarkedAndRecorded() =>
        transaction = new Transaction(
            MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, institution: 123_456, journal: new OneGroup());

    [Benchmark]
    public int TransactionR1MarkedAndRecorded() => transaction!.Run();
}
