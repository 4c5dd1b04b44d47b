using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Models;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Faults;

/// <summary>Which faults befall the network, and when: drawn before it runs, from none at all to one every other second.</summary>
internal sealed class FaultPlan : IActor
{
    private const int Ended = 1 << 16;

    private readonly SimulatedNetwork network;
    private readonly SeededRandom random;
    private readonly LineFaults lines;
    private bool hasCutOver;

    internal FaultPlan(SimulatedNetwork network, long spanNs)
    {
        this.network = network;
        random = network.Random;
        lines = new LineFaults(network);
        int count = random.Percent(10) ? 0 : random.Below((int)(spanNs / (2 * Agenda.Second)));

        // A seed has some kinds only, so that they meet each other often.
        var kinds = new List<FaultKind>();
        for (FaultKind kind = 0; kind <= FaultKind.WrongAnswer; kind++)
        {
            if (random.Percent(45)) kinds.Add(kind);
        }
        for (int fault = 0; fault < count && kinds.Count != 0; fault++)
        {
            network.Agenda.At(random.Between(Agenda.Second, spanNs), this, (int)kinds[random.Below(kinds.Count)]);
        }
    }

    public void Wake(int reason, long detail)
    {
        if (network.IsHealing) return;
        if (reason >= Ended) End((FaultKind)(reason - Ended), (int)detail);
        else Begin((FaultKind)reason);
    }

    /// <summary>Ends all faults, and puts right what they left behind.</summary>
    internal void Heal()
    {
        network.IsHealing = true;
        network.Trace?.Say("all faults end");
        foreach (Line line in network.Lines) lines.Heal(line);
        foreach (Bank bank in network.Banks)
        {
            bank.SlownessNs = bank.LiePercent = 0;
            if (bank.IsHung) bank.Resume();
        }
        foreach (Station station in network.Stations)
        {
            station.WallOffsetMs = 0;
            Unclog(station);
        }
    }

    private void Begin(FaultKind kind)
    {
        long duration = random.Between(100 * Agenda.Millisecond, 15 * Agenda.Second);
        int target;
        switch (kind)
        {
            case FaultKind.SlowBank or FaultKind.HungBank or FaultKind.CrashedBank or FaultKind.WrongAnswer:
                target = random.Below(network.Banks.Length);
                if (!TryBegin(kind, network.Banks[target], duration)) return;
                break;
            case FaultKind.CrashedStation or FaultKind.ClockStep or FaultKind.CutOver or FaultKind.Clog or FaultKind.FullOutput
                or FaultKind.Retirement:
                target = random.Below(network.Stations.Length);
                if (!TryBegin(kind, network.Stations[target], duration)) return;
                break;
            default:
                target = random.Below(network.Lines.Count);
                if (!lines.TryBegin(kind, network.Lines[target], duration)) return;
                break;
        }
        network.Trace?.Say($"{kind} at {target} for {duration / 1e9} s");
        if (kind is not (FaultKind.Loss or FaultKind.Duplicate or FaultKind.WrongAnswer)) network.Count(kind);
        network.Agenda.In(duration, this, Ended + (int)kind, target);
    }

    private void End(FaultKind kind, int target)
    {
        switch (kind)
        {
            case FaultKind.SlowBank:
                network.Banks[target].SlownessNs = 0;
                break;
            case FaultKind.HungBank:
                network.Banks[target].Resume();
                break;
            case FaultKind.WrongAnswer:
                network.Banks[target].LiePercent = 0;
                break;
            case FaultKind.Clog or FaultKind.FullOutput:
                Unclog(network.Stations[target]);
                break;
            case FaultKind.Loss or FaultKind.Duplicate or FaultKind.OneWay:
                lines.Heal(network.Lines[target]);
                break;
        }
    }

    private bool TryBegin(FaultKind kind, Bank bank, long duration)
    {
        switch (kind)
        {
            case FaultKind.SlowBank:
                bank.SlownessNs = random.Between(Agenda.Second, 8 * Agenda.Second);
                return true;
            case FaultKind.HungBank:
                bank.Hang();
                return true;
            case FaultKind.WrongAnswer:
                bank.LiePercent = 5 + random.Below(95);
                return true;
            default:
                if (!bank.IsRunning) return false;
                bank.Crash(duration);
                return true;
        }
    }

    private bool TryBegin(FaultKind kind, Station station, long duration)
    {
        if (!station.IsRunning) return false;
        switch (kind)
        {
            case FaultKind.CrashedStation:
                station.Crash(duration / 3);
                return true;
            case FaultKind.ClockStep:
                station.WallOffsetMs += random.Between(-20_000, 20_000);
                return true;
            case FaultKind.CutOver:
                return CutOver();
            case FaultKind.Retirement:
                return Replacement.TryBegin(network, station);
            default:
                return TryClog(station, kind);
        }
    }

    // Everywhere, but not at the same instant.
    private bool CutOver()
    {
        // What is known of a business day is forgotten when the second one after it begins: no shop reverses that late.
        if (hasCutOver) return false;
        hasCutOver = true;
        foreach (Station station in network.Stations)
        {
            network.Agenda.In(random.Between(0, 2 * Agenda.Second), new CutOverCommand(station), 0);
        }
        return true;
    }

    private bool TryClog(Station station, FaultKind kind)
    {
        if (station.Links.Count == 0) return false;
        StationLink link = station.Links[random.Below(station.Links.Count)];
        if (!link.IsUp) return false;
        if (kind == FaultKind.Clog) link.IsClogged = true;
        else link.IsFull = true;
        return true;
    }

    private static void Unclog(Station station)
    {
        foreach (StationLink link in station.Links)
        {
            link.IsClogged = link.IsFull = false;
            if (link.IsUp) station.Flush(link);
        }
    }
}
