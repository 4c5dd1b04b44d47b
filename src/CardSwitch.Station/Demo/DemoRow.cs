using CardSwitch.Timing;

namespace CardSwitch.Station.Demo;

/// <summary>A region's or a bank's last second, and the seconds before it in short.</summary>
internal sealed class DemoRow(string name, string remark)
{
    /// <summary>Seconds that the moving lines go back at most.</summary>
    internal const int HistorySeconds = 60;

    private readonly Queue<double> rates = [];
    private readonly Queue<double> p99s = [];
    private (long Approved, long Declined, long Unavailable) last;
    private HistogramSnapshot? lastLatencies;

    internal string Name => name;

    /// <summary>What it speaks.</summary>
    internal string Remark => remark;

    /// <summary>Links that are up and that there should be; for a region the shops' connections.</summary>
    internal (int Up, int All) Links { get; private set; }

    /// <summary>Of a bank: advices and reversals that wait for it now.</summary>
    internal long Queued { get; set; }

    /// <summary>Of a bank: approvals in its place since the start.</summary>
    internal long StoodIn { get; set; }

    /// <summary>Of a bank: reversals made for it since the start.</summary>
    internal long Reversals { get; set; }

    internal double Approved { get; private set; }

    internal double Declined { get; private set; }

    internal double Unavailable { get; private set; }

    /// <summary>Answers a second, 91 included.</summary>
    internal double Rate => Approved + Declined + Unavailable;

    /// <summary>Of the last second, in ns.</summary>
    internal HistogramSnapshot Latencies { get; private set; } = new();

    internal IReadOnlyCollection<double> Rates => rates;

    internal IReadOnlyCollection<double> P99s => p99s;

    /// <summary>Takes the counts since the start; what is new since the last time is the last second.</summary>
    internal void Take(
        double seconds, long approved, long declined, long unavailable, HistogramSnapshot latencies, (int, int) links)
    {
        Approved = (approved - last.Approved) / seconds;
        Declined = (declined - last.Declined) / seconds;
        Unavailable = (unavailable - last.Unavailable) / seconds;
        Latencies = lastLatencies is null ? latencies : latencies.Since(lastLatencies);
        Links = links;
        last = (approved, declined, unavailable);
        lastLatencies = latencies;
        Keep(rates, Rate);
        Keep(p99s, Latencies.Percentile(99));
    }

    private static void Keep(Queue<double> values, double value)
    {
        values.Enqueue(value);
        if (values.Count > HistorySeconds) values.Dequeue();
    }
}
