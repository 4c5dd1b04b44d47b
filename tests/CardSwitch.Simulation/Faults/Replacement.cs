using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Faults;

/// <summary>A line to an issuer is replaced while traffic flows: the new one comes first, then the old one is retired.</summary>
internal sealed class Replacement(Station station, Line line) : IActor
{
    internal static bool TryBegin(SimulatedNetwork network, Station station)
    {
        Line old = station.IssuerLines[network.Random.Below(station.IssuerLines.Count)];
        if (old.IsGivenUp || !old.IsUp) return false;
        Line next = Topology.Another(network, old);
        station.IssuerLines.Add(next);
        next.ConnectIn(0);
        network.Agenda.In(network.Random.Between(0, 3 * Agenda.Second), new Replacement(station, old), 0);
        return true;
    }

    public void Wake(int reason, long detail)
    {
        line.IsGivenUp = true;
        if (station.IsRunning && line.Current?.TagAt(End.Client) is StationLink link) station.Retire(link);
    }
}
