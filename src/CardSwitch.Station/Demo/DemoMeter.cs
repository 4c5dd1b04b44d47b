using System.Diagnostics;
using CardSwitch.Station.Simulators.Shops;
using CardSwitch.Timing;

namespace CardSwitch.Station.Demo;

/// <summary>
/// Measures the network once a second: the regions as their shops see them, the banks as the stations see them.
/// </summary>
internal sealed class DemoMeter
{
    private readonly DemoNetwork network;
    private long last = Stopwatch.GetTimestamp();

    internal DemoMeter(DemoNetwork network)
    {
        this.network = network;
        Regions = [.. network.Regions.Select(region => new DemoRow(region.Plan.Name, region.Plan.Format.Name))];
        Banks = [.. network.Banks.Select(bank => new DemoRow(bank.Plan.Name, bank.Plan.Format?.Name ?? "in process"))];
    }

    internal IReadOnlyList<DemoRow> Regions { get; }

    internal IReadOnlyList<DemoRow> Banks { get; }

    /// <summary>All regions together.</summary>
    internal DemoRow Total { get; } = new("all", "");

    internal void Measure()
    {
        long now = Stopwatch.GetTimestamp();
        double seconds = Math.Max(0.001, Stopwatch.GetElapsedTime(last, now).TotalSeconds);
        last = now;
        MeasureRegions(seconds);
        MeasureBanks(seconds);
    }

    private void MeasureRegions(double seconds)
    {
        ShopCounts sum = default;
        var latencies = new HistogramSnapshot();
        (int connected, int all) = (0, 0);
        for (int i = 0; i < Regions.Count; i++)
        {
            ShopSimulator shops = network.Regions[i].Shops;
            ShopCounts counts = shops.Counts;
            HistogramSnapshot own = shops.Latencies;
            Regions[i].Take(seconds, counts.Approved, counts.Declined, counts.Unavailable, own,
                (shops.Connected, shops.Options.Terminals));
            sum += counts;
            latencies.Add(own);
            connected += shops.Connected;
            all += shops.Options.Terminals;
        }
        Total.Take(seconds, sum.Approved, sum.Declined, sum.Unavailable, latencies, (connected, all));
    }

    private void MeasureBanks(double seconds)
    {
        StationSnapshot[] stations = [.. network.Regions.Select(region => region.Station.Snapshot())];
        for (int i = 0; i < Banks.Count; i++)
        {
            IssuerSnapshot[] seen = [.. stations.Select(station => station.Issuers[i])];
            var atBank = new HistogramSnapshot();
            foreach (StationSnapshot station in stations) atBank.Add(station.Timings[i, Step.AtBank]);
            Banks[i].Take(
                seconds,
                seen.Sum(issuer => issuer.Counts.Approved + issuer.Counts.StoodIn),
                seen.Sum(issuer => issuer.Counts.Declined),
                seen.Sum(issuer => issuer.Counts.TimedOut + issuer.Counts.Unreachable + issuer.Counts.Shed - issuer.Counts.StoodIn),
                atBank,
                (seen.Sum(issuer => issuer.LinksUp), seen.Sum(issuer => issuer.Links)));
            Banks[i].Queued = seen.Sum(issuer => issuer.Queued);
            Banks[i].StoodIn = seen.Sum(issuer => issuer.Counts.StoodIn);
            Banks[i].Reversals = seen.Sum(issuer => issuer.Counts.Reversals);
        }
    }
}
