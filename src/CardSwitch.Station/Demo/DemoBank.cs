using CardSwitch.Framing;
using CardSwitch.Station.Simulators;
using CardSwitch.Station.Simulators.Banks;

namespace CardSwitch.Station.Demo;

/// <summary>A running bank of the demo: its sites on sockets with one set of books, or its handler in this process.</summary>
internal sealed class DemoBank : IAsyncDisposable
{
    private const double ApprovePercent = 94;

    private readonly List<BankSimulator> sites = [];
    private readonly Pulse pulse;
    private readonly ulong seed;

    internal DemoBank(BankPlan plan, ulong seed, Pulse pulse)
    {
        Plan = plan;
        this.seed = seed;
        this.pulse = pulse;
        Books = new BankBooks(seed, ApprovePercent);
        if (plan.Format is null) Handler = new InProcessBank(Books);
        else for (int site = 0; site < plan.Sites; site++) AddSite();
    }

    internal BankPlan Plan { get; }

    internal BankBooks Books { get; }

    internal IReadOnlyList<BankSimulator> Sites => sites;

    internal InProcessBank? Handler { get; }

    /// <summary>Whether one of its links was ever cut, so that requests on their way to it may be lost.</summary>
    internal bool WasCut { get; private set; }

    /// <summary>Opens one more site; stations are not told.</summary>
    internal BankSimulator AddSite()
    {
        var site = new BankSimulator(
            new BankOptions
            {
                Name = $"{Plan.Name}-{sites.Count + 1}",
                Format = Plan.Format!,
                Framing = FrameFormat.BigEndian2,
                Delay = TimeSpan.FromMilliseconds(Plan.DelayMs),
                Jitter = TimeSpan.FromMilliseconds(Plan.JitterMs),
                Books = Books,
                Seed = seed,
            },
            pulse);
        site.Open();
        sites.Add(site);
        return site;
    }

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
