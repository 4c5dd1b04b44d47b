using CardSwitch.Iso8583;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Models;

namespace CardSwitch.Simulation.Network;

/// <summary>A client's standing wish to be connected with a server: one session after the other, until it is given up.</summary>
/// <param name="network">Where it belongs.</param>
/// <param name="number">Its place among the lines.</param>
/// <param name="client">Who connects.</param>
/// <param name="server">Who is connected to.</param>
/// <param name="latency">What a message needs at least, in ns.</param>
/// <param name="jitter">What it may need beyond, in ns.</param>
internal sealed class Line(SimulatedNetwork network, int number, IParty client, IParty server, long latency, long jitter) : IActor
{
    private readonly Faultiness[] faults = new Faultiness[2];
    private bool isAttempting;

    internal int Number => number;

    internal IParty Client => client;

    internal IParty Server => server;

    internal required FormatKit Kit { get; init; }

    internal MessageFormat Format => Kit.Format;

    /// <summary>Whether the server lets nothing through before a sign-on.</summary>
    internal bool MustSignOn { get; init; }

    /// <summary>What the client calls it: the issuer's position at a station, and the rank of the address.</summary>
    internal int Issuer { get; init; } = -1;

    internal int Rank { get; init; }

    /// <summary>The client's latest session, over or not.</summary>
    internal Session? Current { get; private set; }

    /// <summary>No session follows the present one.</summary>
    internal bool IsGivenUp { get; set; }

    /// <summary>Sessions that no longer pass everything and that somebody may still believe in.</summary>
    internal List<Session> Forsaken { get; } = [];

    internal bool IsUp => Current is { } session && session.IsOpenAt(End.Client);

    internal IParty PartyAt(End end) => end == End.Client ? client : server;

    internal Faultiness FaultsTowards(End end) => faults[(int)end];

    internal void SetFaults(End towards, Faultiness value) => faults[(int)towards] = value;

    internal long LatencyOf(SeededRandom random) => jitter == 0 ? latency : latency + random.Between(0, jitter);

    internal void Forsake(Session session) => Forsaken.Add(session);

    internal void ConnectIn(long delay)
    {
        if (isAttempting || IsGivenUp) return;
        isAttempting = true;
        network.Agenda.In(delay, this, 0);
    }

    public void Wake(int reason, long detail)
    {
        isAttempting = false;
        if (IsGivenUp || IsUp || !client.IsRunning) return;
        if (!server.IsRunning)
        {
            ConnectIn(network.Random.Between(200 * Agenda.Millisecond, 2 * Agenda.Second));
            return;
        }
        Current = network.NewSession(this);
        network.Trace?.Say($"{this} is up (session {Current.Number})");
        server.Connected(Current, End.Server);
        client.Connected(Current, End.Client);
    }

    /// <summary>The session is over in the eyes of one end.</summary>
    internal void Closed(Session session, End end)
    {
        network.Trace?.Say($"{this} is down for its {end} (session {session.Number})");
        if (end == End.Client && client.IsRunning)
        {
            ConnectIn(network.Random.Between(20 * Agenda.Millisecond, 2 * Agenda.Second));
        }
    }

    public override string ToString() => $"line {number} {client.Name}-{server.Name}";
}
