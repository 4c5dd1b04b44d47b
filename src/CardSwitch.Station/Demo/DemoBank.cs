using CardSwitch.Framing;
using CardSwitch.Station.Simulators;
using CardSwitch.Station.Simulators.Banks;

namespace CardSwitch.Station.Demo;

/// <summary>A running bank of the demo: its sites on sockets, or its handler in this process.</summary>
internal sealed class DemoBank : IAsyncDisposable
{
    private const double ApprovePercent = 94;

    internal DemoBank(BankPlan plan, ulong seed, Pulse pulse)
    {
        Plan = plan;
        if (plan.Format is null)
        {
            Handler = new InProcessBank(seed, ApprovePercent);
            return;
        }
        Sites =
        [
            .. Enumerable.Range(1, plan.Sites).Select(site => new BankSimulator(
                new BankOptions
                {
                    Name = $"{plan.Name}-{site}",
                    Format = plan.Format,
                    Framing = FrameFormat.BigEndian2,
                    Delay = TimeSpan.FromMilliseconds(plan.DelayMs),
                    Jitter = TimeSpan.FromMilliseconds(plan.JitterMs),
                    ApprovePercent = ApprovePercent,
                    Seed = seed,
                },
                pulse)),
        ];
        foreach (BankSimulator site in Sites) site.Open();
    }

    internal BankPlan Plan { get; }

    internal IReadOnlyList<BankSimulator> Sites { get; } = [];

    internal InProcessBank? Handler { get; }

    /// <summary>Whether one of its links was ever cut, so that requests on their way to it may be lost.</summary>
    internal bool WasCut { get; private set; }

    internal BankCounts Counts =>
        Handler?.Counts ?? Sites.Aggregate(default(BankCounts), (sum, site) => sum + site.Counts);

    /// <summary>Makes every answer take so long at least.</summary>
    internal void SetDelay(double milliseconds)
    {
        foreach (BankSimulator site in Sites) site.SetDelay(TimeSpan.FromMilliseconds(milliseconds));
    }

    /// <summary>Cuts a site's links and refuses new ones.</summary>
    internal void Cut(int site)
    {
        WasCut = true;
        Sites[site].Refuse();
        Sites[site].DropLinks();
    }

    /// <summary>Lets a site be connected to again.</summary>
    internal void Restore(int site) => Sites[site].Open();

    public async ValueTask DisposeAsync()
    {
        foreach (BankSimulator site in Sites) await site.DisposeAsync();
    }
}
