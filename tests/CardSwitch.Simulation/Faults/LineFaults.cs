using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Network;

namespace CardSwitch.Simulation.Faults;

/// <summary>What may befall a line.</summary>
internal sealed class LineFaults(SimulatedNetwork network)
{
    private readonly SeededRandom random = network.Random;

    internal bool TryBegin(FaultKind kind, Line line, long duration)
    {
        var end = (End)random.Below(2);
        Faultiness faults = line.FaultsTowards(end);
        switch (kind)
        {
            case FaultKind.Loss:
                line.SetFaults(end, faults with { LossBasis = (int)random.Between(50, 5000) });
                return true;
            case FaultKind.Duplicate:
                line.SetFaults(end, faults with { DuplicateBasis = (int)random.Between(50, 5000) });
                return true;
            case FaultKind.Stall:
                line.SetFaults(end, faults with { StalledUntil = network.Agenda.Now + duration });
                return true;
        }
        if (line.Current is not { IsDead: false } session || !line.IsUp) return false;
        switch (kind)
        {
            case FaultKind.Drop:
                session.Cut(random.Between(0, Agenda.Second), random.Between(0, Agenda.Second));
                return true;
            case FaultKind.HalfOpen:
                bool clientKnows = random.Percent(50), serverKnows = !clientKnows && random.Percent(50);
                session.Cut(clientKnows ? 0 : -1, serverKnows ? 0 : -1);
                line.Forsake(session);
                return true;
            case FaultKind.OneWay:
                session.Mute(end);
                line.Forsake(session);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Messages pass as they should; sessions that cannot be saved are over for both ends.</summary>
    internal void Heal(Line line)
    {
        line.SetFaults(End.Client, default);
        line.SetFaults(End.Server, default);
        foreach (Session session in line.Forsaken) session.Cut(random.Between(0, Agenda.Second), random.Between(0, Agenda.Second));
        line.Forsaken.Clear();
    }
}
