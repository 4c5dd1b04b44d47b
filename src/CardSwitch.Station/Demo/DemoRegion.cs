using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators;
using CardSwitch.Station.Simulators.Banks;
using CardSwitch.Station.Simulators.Shops;

namespace CardSwitch.Station.Demo;

/// <summary>A running region of the demo: a station and its shops, joined by loopback TCP.</summary>
internal sealed class DemoRegion : IAsyncDisposable
{
    // The demo's banks answer within milliseconds; a drill shall not take all day.
    private static readonly TimeSpan BankTimeOut = TimeSpan.FromSeconds(2);

    // Longer than a drilled bank takes for an answer, so that none of it is asked for twice.
    private static readonly TimeSpan ForwardTimeOut = TimeSpan.FromSeconds(5);

    // How many of a hundred purchases the shops take back, and send twice: enough to be seen.
    private const double ReversePercent = 0.5, RepeatPercent = 0.5;

    private ShopSimulator? shops;

    internal DemoRegion(RegionPlan plan, IReadOnlyList<DemoBank> banks, DemoJournal? journal)
    {
        Plan = plan;
        var options = new StationOptions { Name = plan.Name, Institution = plan.Institution };
        options.Listen("shops", 0, plan.Format);
        options.Limits.DrainTimeOut = BankTimeOut * 2;
        foreach (DemoBank bank in banks)
        {
            if (bank.Handler is { } handler) options.Handle(bank.Plan.Name, handler);
            foreach (BankSimulator site in bank.Sites)
            {
                options.Connect(
                    bank.Plan.Name, site.EndPoint.Address.ToString(), site.EndPoint.Port, bank.Plan.Format!,
                    issuer => Configure(issuer, bank.Plan));
            }
            options.Route(bank.Plan.Cards.Prefix, bank.Plan.Name);
        }
        journal?.Configure(options);
        Station = new SwitchServer(options);
    }

    internal static IssuerEndPoint EndPointOf(BankSimulator site) => new(site.EndPoint.Address.ToString(), site.EndPoint.Port);

    private static void Configure(IssuerOptions issuer, BankPlan plan)
    {
        issuer.TimeOut = BankTimeOut;
        issuer.Echo = new EchoOptions { After = TimeSpan.FromSeconds(5), TimeOut = TimeSpan.FromSeconds(2) };
        issuer.Breaker = new BreakerOptions { ProbeAfter = TimeSpan.FromSeconds(1) };
        issuer.StoreAndForward = new ForwardOptions
        {
            RetryFirst = TimeSpan.FromMilliseconds(500),
            RetryMost = TimeSpan.FromSeconds(5),
            TimeOut = ForwardTimeOut,
        };
        if (plan.StandInLimit == 0) return;
        issuer.StandIn = new StandInOptions
        {
            Currency = Currency.Of(978),
            AmountLimit = plan.StandInLimit,
            DailyAmount = plan.StandInLimit * 50,
            DailyCount = 100,
        };
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
                ReversePercent = ReversePercent,
                RepeatPercent = RepeatPercent,
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
