using System.Diagnostics;
using CardSwitch.Station.Simulators;

namespace CardSwitch.Station.Demo;

/// <summary>
/// A small country's card network in one process: five banks, three regional stations and their shops. All but one
/// bank are joined by TCP on loopback, on ports that the system chooses.
/// </summary>
internal sealed class DemoNetwork : IAsyncDisposable
{
    private static readonly TimeSpan LongestForwarding = TimeSpan.FromSeconds(30);

    private readonly Pulse pulse = new();
    private readonly DemoOptions options;

    internal DemoNetwork(DemoOptions options)
    {
        this.options = options;
        Banks = [.. BankPlan.All.Select((plan, i) => new DemoBank(plan, options.Seed * 31 + (ulong)i, pulse))];
        Regions = [.. RegionPlan.All.Select(plan => new DemoRegion(plan, Banks, options.Journal))];
    }

    internal IReadOnlyList<DemoBank> Banks { get; }

    internal IReadOnlyList<DemoRegion> Regions { get; }

    /// <summary>When the first answer reached a shop, in stopwatch ticks; 0 as long as none has.</summary>
    internal long FirstAnswerAt =>
        Regions.Select(region => region.Shops.FirstAnswerAt).Where(at => at != 0).DefaultIfEmpty().Min();

    /// <summary>Starts the stations, waits until they reach all banks, and opens the shops.</summary>
    internal async Task StartAsync(CancellationToken cancellation)
    {
        foreach (DemoRegion region in Regions) await region.StartAsync();
        long begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!Regions.All(region => region.IsReady) && Stopwatch.GetElapsedTime(begun).TotalSeconds < 5)
        {
            await timer.WaitForNextTickAsync(cancellation);
        }
        for (int i = 0; i < Regions.Count; i++)
        {
            int shops = options.Shops / Regions.Count + (i < options.Shops % Regions.Count ? 1 : 0);
            Regions[i].OpenShops(options, i, Math.Max(1, shops), pulse);
        }
    }

    /// <summary>
    /// Ends in order: no new purchases, those under way are answered, what is queued for banks arrives, then the stations
    /// stop.
    /// </summary>
    internal async Task StopAsync()
    {
        foreach (DemoRegion region in Regions) region.Shops.StopSending();
        await Task.WhenAll(Regions.Select(region => region.Shops.WhenAnsweredAsync()));
        await WhenForwardedAsync();
        await Task.WhenAll(Regions.Select(region => region.Station.StopAsync()));
    }

    // Empty more than once: a day that closes when the last of it has arrived queues its totals then.
    private async Task WhenForwardedAsync()
    {
        const int Looks = 4;
        long begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        for (int empty = 0; empty < Looks && Stopwatch.GetElapsedTime(begun) < LongestForwarding;)
        {
            empty = Regions.Sum(region => region.Station.Snapshot().Issuers.Sum(issuer => issuer.Queued)) == 0 ? empty + 1 : 0;
            if (empty < Looks) await timer.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (DemoRegion region in Regions) await region.DisposeAsync();
        foreach (DemoBank bank in Banks) await bank.DisposeAsync();
        await pulse.DisposeAsync();
    }
}
