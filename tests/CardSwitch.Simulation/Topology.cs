using System.Globalization;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Routing;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Invariants;
using CardSwitch.Simulation.Models;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Stations;
using CardSwitch.StandIn;
using CardSwitch.StoreAndForward;
using CardSwitch.Switching;

namespace CardSwitch.Simulation;

/// <summary>
/// Lays out a network: 1 to 5 stations in a tree, 1 to 10 banks on one or several of them, shops on each, and the way to
/// every bank from every station.
/// </summary>
internal sealed class Topology
{
    private static readonly MessageFormat[] Formats = [MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Binary];

    // Two minutes before the end of 31 December 2027, and of 28 February 2028 (with half a minute less).
    private const long NewYearsEve = 1_830_297_480_000, LeapYear = 1_835_395_110_000;

    private readonly SimulatedNetwork network;
    private readonly SeededRandom random;
    private readonly int stations, banks;
    private readonly int[] parents;
    private readonly bool[,] attached;

    private Topology(SimulatedNetwork network)
    {
        this.network = network;
        random = network.Random;
        stations = 1 + (random.Percent(40) ? 0 : random.Below(5));
        banks = 1 + random.Below(10);
        parents = new int[stations];
        for (int station = 1; station < stations; station++) parents[station] = random.Below(station);
        attached = new bool[stations, banks];
        for (int bank = 0; bank < banks; bank++)
        {
            attached[random.Below(stations), bank] = true;
            while (random.Percent(25)) attached[random.Below(stations), bank] = true;
        }
    }

    internal static void Build(SimulatedNetwork network) => new Topology(network).Build();

    private void Build()
    {
        // Years with 29 February and turns of the year are as likely as any.
        network.UnixMsAtStart = random.Percent(30)
            ? random.Percent(50) ? NewYearsEve : LeapYear
            : 1_790_000_000_000 + random.Between(0, 100_000_000_000);
        network.Cards = network.Workbench.Cards(banks);
        network.Auditor = new Auditor(network, stations);
        network.Banks = [.. Enumerable.Range(0, banks).Select(NewBank)];
        network.Stations = new Station[stations];
        var issuers = new List<IParty>[stations];
        for (int station = 0; station < stations; station++) network.Stations[station] = NewStation(station, issuers[station] = []);
        for (int station = 0; station < stations; station++) AddIssuerLines(network.Stations[station], issuers[station]);
        var shops = new List<Shop>();
        for (int station = 0; station < stations; station++)
        {
            int count = 1 + random.Below(4);
            for (int i = 0; i < count; i++) shops.Add(NewShop(shops.Count, network.Stations[station]));
        }
        network.Shops = [.. shops];
        foreach (Station station in network.Stations) station.Start();
        foreach (Shop shop in shops) shop.Line.ConnectIn(random.Between(0, Agenda.Second));
    }

    private Bank NewBank(int bank) => new(network, bank, new BankHabits(
        ThinkNs: random.Percent(30) ? 0 : random.Between(1, 300) * Agenda.Millisecond,
        DeclinePercent: random.Below(30),
        PartialPercent: AllowsPartial(bank) ? 10 : 0,
        AnswersOverOtherLinks: random.Percent(30)));

    // Asked for on both sides of a line, and so not drawn.
    private bool AllowsPartial(int bank) => SeededRandom.Of(network.Seed, (ulong)bank) % 4 == 0;

    private Station NewStation(int station, List<IParty> parties)
    {
        var routes = new BinTableBuilder();
        var profiles = new List<IssuerProfile>();
        long timeOut = random.Between(2, 6) * Agenda.Second;
        bool institution = random.Percent(70);
        for (int bank = 0; bank < banks; bank++)
        {
            int next = attached[station, bank] ? -1 : NextTowards(station, bank);
            int issuer = next < 0 ? -1 : parties.FindIndex(party => party is StationPlace place && place.Index == next);
            if (issuer < 0)
            {
                issuer = parties.Count;
                parties.Add(next < 0 ? network.Banks[bank] : new StationPlace(next));
                profiles.Add(next < 0
                    ? Profile(network.Banks[bank].Name, timeOut, random.Percent(80), AllowsPartial(bank))
                    : Profile($"station-{next}", timeOut, true, true));
            }
            if (next >= 0)
            {
                // A station further away waits longer than the ones behind it.
                long least = timeOut + 7 * Agenda.Second * DistanceTo(station, bank);
                IssuerProfile profile = profiles[issuer];
                profiles[issuer] = profile with
                {
                    TimeOutNs = Math.Max(profile.TimeOutNs, least),
                    AtmTimeOutNs = Math.Max(profile.AtmTimeOutNs, least),
                };
            }
            routes.TryAdd(Card.Prefix(bank), issuer);
        }
        if (!routes.TryBuild(out BinTable? table, out _)) throw new InvalidOperationException("routes overlap");
        var settings = new CoreSettings(random.Percent(10) ? 40 : 5000, VerifyCheckDigit: true)
        {
            Institution = institution ? 500_001 + station : 0,
            MaxQueued = random.Percent(15) ? 100 : 20_000,
            RepeatWindow = 1 << 15,
            StoredAnswerBytes = random.Percent(20) ? 4096 : 4 << 20,
            HashKey = (SeededRandom.Of(network.Seed, 1), SeededRandom.Of(network.Seed, 2)),
        };
        var plan = new StationPlan(
            $"station-{station}", settings, [.. profiles.Select(Service)], table,
            random.Pick<long>([100, 250, 250, 250, 1000]) * Agenda.Millisecond,
            random.Percent(35) ? 0 : random.Between(1, 50) * Agenda.Millisecond);
        return new Station(network, station, plan, network.Workbench.Journal());
    }

    private IssuerService Service(IssuerProfile profile)
    {
        var forward = new ForwardSettings
        {
            RetryFirstNs = random.Between(1, 5) * Agenda.Second,
            RetryMostNs = random.Between(5, 60) * Agenda.Second,
            MaxAttempts = random.Percent(50) ? 3 : 20,
            MaxInFlight = random.Percent(30) ? 2 : 64,
            TimeOutNs = random.Between(2, 10) * Agenda.Second,
        };
        return new IssuerService(profile, forward, random.Percent(60) ? null : StandIn());
    }

    private StandInRules StandIn() => new(Traffic.MainCurrency, random.Between(1_000, 500_000), 2_000_000, 20)
    {
        OnTimeOut = random.Percent(60),
        AllowPin = random.Percent(50),
    };

    private IssuerProfile Profile(string name, long timeOut, bool mayDiffer, bool allowPartial) =>
        new(name, random.Pick<MessageFormat>(Formats), 5000, timeOut, timeOut + (mayDiffer ? Agenda.Second : 0), allowPartial)
        {
            SignOn = random.Percent(60),
            Failover = random.Percent(30),
            ReversalsAsRequests = random.Percent(25),
            EchoAfterNs = random.Between(5, 30) * Agenda.Second,
            EchoTimeOutNs = random.Between(2, 6) * Agenda.Second,
        };

    private void AddIssuerLines(Station station, List<IParty> parties)
    {
        for (int issuer = 0; issuer < parties.Count; issuer++)
        {
            IParty server = parties[issuer] is StationPlace place ? network.Stations[place.Index] : parties[issuer];
            int count = 1 + random.Below(3);
            for (int rank = 0; rank < count; rank++)
            {
                IssuerProfile profile = station.Plan.Issuers[issuer];
                var line = NewLine(station, server, profile.Format, issuer, rank, profile.SignOn && server is Station);
                station.IssuerLines.Add(line);
            }
        }
    }

    private Shop NewShop(int index, Station station)
    {
        long patience = station.Plan.Issuers.Max(issuer => Math.Max(issuer.AtmTimeOutNs, issuer.TimeOutNs));
        patience += random.Between(1, 10) * Agenda.Second;
        if (random.Percent(20)) patience = random.Between(2, 10) * Agenda.Second;
        var habits = new ShopHabits(
            patience, random.Below(3), random.Percent(30), random.Below(20), 40, random.Below(4), random.Percent(30));
        var shop = new Shop(network, index, habits);
        shop.Attach(NewLine(shop, station, random.Pick<MessageFormat>(Formats), -1, 0, random.Percent(30)));
        return shop;
    }

    internal static Line Another(SimulatedNetwork network, Line like)
    {
        var line = new Line(network, network.Lines.Count, like.Client, like.Server, Agenda.Millisecond, 5 * Agenda.Millisecond)
        {
            Kit = like.Kit,
            Issuer = like.Issuer,
            Rank = like.Rank,
            MustSignOn = like.MustSignOn,
        };
        network.Lines.Add(line);
        return line;
    }

    private Line NewLine(IParty client, IParty server, MessageFormat format, int issuer, int rank, bool mustSignOn)
    {
        bool isLocal = random.Percent(20);
        var line = new Line(
            network, network.Lines.Count, client, server, isLocal ? 0 : random.Between(50, 40_000) * Agenda.Microsecond,
            isLocal ? 0 : random.Between(0, 20_000) * Agenda.Microsecond)
        {
            Kit = network.Workbench.Kit(format),
            Issuer = issuer,
            Rank = rank,
            MustSignOn = mustSignOn,
        };
        network.Lines.Add(line);
        return line;
    }

    // The tree has one way between two stations; the nearest station with the bank is where it leads.
    private int NextTowards(int station, int bank)
    {
        (int nearest, int distance) = (-1, int.MaxValue);
        for (int other = 0; other < stations; other++)
        {
            if (attached[other, bank] && Distance(station, other) < distance) (nearest, distance) = (other, Distance(station, other));
        }
        for (int next = 0; next < stations; next++)
        {
            bool isNeighbour = next != station && (parents[station] == next && station != 0 || parents[next] == station && next != 0);
            if (isNeighbour && Distance(next, nearest) < distance) return next;
        }
        throw new InvalidOperationException("the tree is none");
    }

    private int DistanceTo(int station, int bank) =>
        Enumerable.Range(0, stations).Where(other => attached[other, bank]).Min(other => Distance(station, other));

    private int Distance(int from, int to)
    {
        int steps = 0;
        for (; from != to; steps++)
        {
            if (from > to) from = parents[from];
            else to = parents[to];
        }
        return steps;
    }

    /// <summary>A station that is not made yet.</summary>
    private sealed record StationPlace(int Index) : IParty
    {
        public string Name => $"station-{Index}";

        public bool IsRunning => false;

        public void Connected(Session session, End end)
        {
        }

        public void Arrived(Session session, End end, ReadOnlySpan<byte> frame, Subject subject)
        {
        }

        public void Disconnected(Session session, End end)
        {
        }
    }
}
