namespace CardSwitch.Station.Simulators.Shops;

/// <summary>Counts and latencies of a group of terminals for one card range, and so for one bank.</summary>
internal sealed class ShopTally
{
    private readonly Lock _gate = new();
    private ShopCounts _counts;

    /// <summary>From the moment a purchase was to be sent to its answer, wrong ones included.</summary>
    internal LatencyHistogram Latencies { get; } = new();

    internal ShopCounts Counts
    {
        get
        {
            lock (_gate) return _counts;
        }
    }

    internal void Add(in ShopCounts more)
    {
        lock (_gate) _counts += more;
    }
}
