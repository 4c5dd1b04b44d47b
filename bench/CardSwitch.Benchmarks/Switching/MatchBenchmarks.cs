using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;

namespace CardSwitch.Benchmarks.Switching;

/// <summary>
/// Registering a request, finding it by its trace number, comparing the echoed fields and ending it, with few and with
/// many others waiting.
/// </summary>
[MemoryDiagnoser]
public class MatchBenchmarks
{
    private readonly byte[] r1 = ReferenceMessages.R1;
    private readonly FieldIndex index = new();
    private PendingRing ring = new(1);

    [Params(1, 100_000)]
    public int Pending { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        new MessageParser(MessageFormats.Iso1987Ascii).Parse(r1, index);
        ring = new PendingRing(200_000);
        for (int i = 0; i < Pending - 1; i++) ring.Add(ring.NextStan(), long.MaxValue - 1, r1);
    }

    [Benchmark]
    public int RegisterAndMatch()
    {
        int stan = ring.NextStan();
        ref PendingRequest pending = ref ring.Add(stan, long.MaxValue - 1, r1);
        EchoedFields.Note(index, ref pending);
        ring.Find(stan, out int slot);
        int difference = EchoedFields.FirstDifference(ring.SentFrame(slot), ref ring[slot], r1, index, false);
        ring.End(slot, PendingState.Free);
        return difference;
    }
}
