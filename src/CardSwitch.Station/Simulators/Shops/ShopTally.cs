using System.Diagnostics;
using CardSwitch.Timing;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>Counts and latencies of a group of terminals for one card range, and so for one bank.</summary>
internal sealed class ShopTally
{
    private const double NsPerTick = 1e9;

    private readonly Lock _gate = new();
    private readonly LatencyHistogram _latencies = new();
    private ShopCounts _counts;
    private long _firstAnswer;

    /// <summary>When the first answer came, in stopwatch ticks; 0 as long as there is none.</summary>
    internal long FirstAnswerAt => Volatile.Read(ref _firstAnswer);

    internal ShopCounts Counts
    {
        get
        {
            lock (_gate) return _counts;
        }
    }

    /// <summary>From the moment a purchase was to be sent to its answer, wrong ones included; in ns.</summary>
    internal HistogramSnapshot Latencies => _latencies.Snapshot();

    internal void Add(in ShopCounts more)
    {
        lock (_gate) _counts += more;
    }

    internal void Record(long stopwatchTicks)
    {
        lock (_gate)
        {
            if (_firstAnswer == 0) Volatile.Write(ref _firstAnswer, Stopwatch.GetTimestamp());
            _latencies.Record((long)(stopwatchTicks * (NsPerTick / Stopwatch.Frequency)));
        }
    }
}
