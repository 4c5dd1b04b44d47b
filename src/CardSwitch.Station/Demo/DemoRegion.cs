using CardSwitch.Station.Simulators;
using CardSwitch.Station.Simulators.Shops;

namespace CardSwitch.Station.Demo;

/// <summary>A running region of the demo: a station and its shops, joined by loopback TCP.</summary>
internal sealed class DemoRegion : IAsyncDisposable
{
    // The demo's banks answer within milliseconds; a drill shall not take all day.
    private static readonly TimeSpan BankTimeOut = TimeSpan.FromSeconds(2);

    private ShopSimulator? shops;

    internal DemoRegion(RegionPlan plan, IReadOnlyList<DemoBank> banks)
    {
        Plan = plan;
        var options = new StationOptions { Name = plan.Name };
        options.Listen("shops", 0, plan.Format);
        options.Limits.DrainTimeOut = BankTimeOut * 2;
        foreach (DemoBank bank in banks)
        {
            if (bank.Handler is { } handler) options.Handle(bank.Plan.Name, handler);
            foreach (var site in bank.Sites)
            {
                options.Connect(
                    bank.Plan.Name, site.EndPoint.Address.ToString(), site.EndPoint.Port, bank.Plan.Format!,
                    issuer => issuer.TimeOut = BankTimeOut);
            }
            options.Route(bank.Plan.Cards.Prefix, bank.Plan.Name);
        }
        Station = new SwitchServer(options);
    }

    internal RegionPlan Plan { get; }

    internal SwitchServer Station { get; }

    internal ShopSimulator Shops => shops ?? throw new InvalidOperationException("The shops are not open yet.");

    internal Task StartAsync() => Station.StartAsync();

    /// <summary>Whether the station can reach every bank.</summary>
    internal bool IsReady => Station.Snapshot().Issuers.All(issuer => issuer.LinksUp == issuer.Links);

    internal void OpenShops(DemoOptions options, int position, int shops, Pulse pulse)
    {
        this.shops = new ShopSimulator(
            new ShopOptions
            {
                Station = Station.EndPointOf("shops"),
                Format = Plan.Format,
                Terminals = shops,
                FirstTerminal = 1 + position * 100_000,
                AcquirerId = Plan.AcquirerId,
                Rate = options.Rate * Plan.Share,
                Cards = [.. BankPlan.All.Select(bank => bank.Cards)],
                Seed = options.Seed + (ulong)position,
                TimeOut = BankTimeOut * 5,
            },
            pulse);
        this.shops.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (shops is not null) await shops.DisposeAsync();
        await Station.DisposeAsync();
    }
}
