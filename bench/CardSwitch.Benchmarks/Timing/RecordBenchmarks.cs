using BenchmarkDotNet.Attributes;
using CardSwitch.Timing;

namespace CardSwitch.Benchmarks.Timing;

/// <summary>Latencies from 1 us to 60 s, most of them about a millisecond; the baseline adds them up.</summary>
[MemoryDiagnoser]
public class RecordBenchmarks
{
    private const int Latencies = 4096;

    private readonly long[] latencies = new long[Latencies];
    private readonly LatencyHistogram histogram = new();
    private readonly StationTimings timings = new(["bank-a", "bank-b", "bank-c", "bank-d"]);
    private readonly HistogramSnapshot snapshot = new();

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        for (int i = 0; i < Latencies; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            latencies[i] = (long)Math.Clamp(1e6 * Math.Exp(normal), 1e3, 6e10);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Latencies)]
    public long Sum()
    {
        long sum = 0;
        foreach (long latency in latencies)
            sum += latency;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Latencies)]
    public void Record()
    {
        foreach (long latency in latencies)
            histogram.Record(latency);
    }

    [Benchmark(OperationsPerInvoke = Latencies)]
    public void RecordByIssuerAndStep()
    {
        int issuer = 0;
        foreach (long latency in latencies)
            timings.Record(issuer++ & 3, Step.AtBank, latency);
    }

    [Benchmark]
    public void Snapshot() => histogram.SnapshotInto(snapshot);
}
