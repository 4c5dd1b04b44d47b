using System.Diagnostics;
using CardSwitch.Timing;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>Counts and latencies of a group of terminals for one card range, and so for one bank.</summary>
internal sealed class ShopTally
{
    private const double NsPerTick = 1e9;

    private readonly Lock gate = new();
    private readonly LatencyHistogram latencies = new();
    private ShopCounts counts;
    private long firstAnswer;

    /// <summary>When the first answer came, in stopwatch ticks; 0 as long as there is none.</summary>
    internal long FirstAnswerAt => Volatile.Read(ref firstAnswer);

    internal ShopCounts Counts
    {
        get
        {
            lock (gate) return counts;
        }
    }

    /// <summary>From the moment a purchase was to be sent to its answer, wrong ones included; in ns.</summary>
    internal HistogramSnapshot Latencies => latencies.Snapshot();

    internal void Add(in ShopCounts more)
    {
        lock (gate) counts += more;
    }

    internal void Record(long stopwatchTicks)
    {
        lock (gate)
        {
            if (firstAnswer == 0) Volatile.Write(ref firstAnswer, Stopwatch.GetTimestamp());
            latencies.Record((long)(stopwatchTicks * (NsPerTick / Stopwatch.Frequency)));
        }
    }
}
