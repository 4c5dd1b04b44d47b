using CardSwitch.Simulation.Clockwork;

namespace CardSwitch.Simulation.Network;

/// <summary>
/// One connection of a line, as TCP gives it: what is sent arrives in order or not at all, and what is under way dies
/// with it. Each end has its own belief of whether it is open.
/// </summary>
internal sealed class Session(SimulatedNetwork network, Line line, long number) : IActor
{
    private const int Arrival = 0, Close = 2;   // plus the end it happens at

    private readonly Believed[] open = [Believed.Open, Believed.Open];
    private readonly object?[] tags = new object?[2];
    private readonly long[] lastArrival = new long[2];
    private readonly bool[] mute = new bool[2];

    internal Line Line => line;

    /// <summary>Sessions are numbered over the whole network in the order of their beginning.</summary>
    internal long Number => number;

    /// <summary>Nothing passes any more, whatever the ends believe.</summary>
    internal bool IsDead { get; private set; }

    internal bool IsOpenAt(End end) => open[(int)end] == Believed.Open;

    internal object? TagAt(End end) => tags[(int)end];

    internal void SetTag(End end, object? tag) => tags[(int)end] = tag;

    internal void Send(End from, ReadOnlySpan<byte> frame, Subject subject)
    {
        int to = 1 - (int)from;
        if (IsDead || mute[to] || open[to] != Believed.Open)
        {
            network.Trace?.Frame("vanishes", line, from, frame);
            return;
        }
        Faultiness faults = line.FaultsTowards((End)to);
        SeededRandom random = network.Random;
        if (faults.LossBasis != 0 && random.Basis(faults.LossBasis))
        {
            network.Count(Faults.FaultKind.Loss);
            network.Trace?.Frame("is lost", line, from, frame);
            return;
        }
        long arrival = Math.Max(network.Agenda.Now, faults.StalledUntil) + line.LatencyOf(random);
        lastArrival[to] = arrival = Math.Max(arrival, lastArrival[to]);
        network.Agenda.At(arrival, this, Arrival + to, network.Frames.Keep(frame, subject));
        if (faults.DuplicateBasis != 0 && random.Basis(faults.DuplicateBasis))
        {
            network.Count(Faults.FaultKind.Duplicate);
            network.Trace?.Frame("is doubled", line, from, frame);
            long again = arrival + (random.Percent(50) ? 0 : random.Between(0, 8 * Agenda.Second));
            network.Agenda.At(again, this, Arrival + to, network.Frames.Keep(frame, subject));
        }
    }

    /// <summary>An end closes: what it sent before still arrives, then the other end is told.</summary>
    internal void CloseAt(End end)
    {
        open[(int)end] = Believed.Closed;
        int other = 1 - (int)end;
        if (!IsDead && open[other] == Believed.Open)
        {
            long told = Math.Max(network.Agenda.Now + line.LatencyOf(network.Random), lastArrival[other]);
            network.Agenda.At(told, this, Close + other);
        }
        line.Closed(this, end);
    }

    /// <summary>Everything under way is gone. Whoever is to be told is told after so long; below zero: never by itself.</summary>
    internal void Cut(long tellClientAfter, long tellServerAfter)
    {
        IsDead = true;
        if (tellClientAfter >= 0) network.Agenda.In(tellClientAfter, this, Close + (int)End.Client);
        if (tellServerAfter >= 0) network.Agenda.In(tellServerAfter, this, Close + (int)End.Server);
    }

    /// <summary>From now on nothing reaches that end, while what it sends arrives.</summary>
    internal void Mute(End end) => mute[(int)end] = true;

    public void Wake(int reason, long detail)
    {
        var end = (End)(reason & 1);
        if (reason >= Close) TellClosed(end);
        else Arrive(end, (int)detail);
    }

    private void Arrive(End end, int slot)
    {
        Span<byte> frame = network.Frames[slot];
        if (IsDead || mute[(int)end] || open[(int)end] != Believed.Open)
        {
            network.Trace?.Frame("dies under way", line, (End)(1 - (int)end), frame);
        }
        else
        {
            line.PartyAt(end).Arrived(this, end, frame, network.Frames.SubjectOf(slot));
        }
        network.Frames.Release(slot);
    }

    private void TellClosed(End end)
    {
        if (open[(int)end] != Believed.Open) return;
        open[(int)end] = Believed.Closed;
        line.PartyAt(end).Disconnected(this, end);
        line.Closed(this, end);
    }

    private enum Believed : byte
    {
        Open,
        Closed,
    }
}
