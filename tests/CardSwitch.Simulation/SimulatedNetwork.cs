using CardSwitch.Iso8583;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Faults;
using CardSwitch.Simulation.Invariants;
using CardSwitch.Simulation.Models;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Planted;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation;

/// <summary>Shops, stations, banks and the lines between them, in one thread over virtual time; all of it from one seed.</summary>
internal sealed class SimulatedNetwork
{
    /// <summary>DE 37 of the first transaction.</summary>
    internal const long FirstRrn = 600_000_000_000;

    private readonly long[] faults = new long[Enum.GetValues<FaultKind>().Length];
    private long sessions;

    internal SimulatedNetwork(ulong seed, int transactions, Plant? plant, Workbench workbench)
    {
        Seed = seed;
        Random = new SeededRandom(seed);
        ToBegin = transactions;
        Plant = plant;
        Workbench = workbench;
        workbench.Begin();
        Transactions = workbench.Transactions(transactions);
    }

    internal ulong Seed { get; }

    internal SeededRandom Random { get; }

    internal Agenda Agenda => Workbench.Agenda;

    internal FrameStore Frames => Workbench.Frames;

    internal Workbench Workbench { get; }

    internal Plant? Plant { get; }

    internal Trace? Trace { get; set; }

    internal ShopTransaction[] Transactions { get; }

    internal Card[] Cards { get; set; } = [];

    internal Bank[] Banks { get; set; } = [];

    internal Station[] Stations { get; set; } = [];

    internal Shop[] Shops { get; set; } = [];

    internal List<Line> Lines { get; } = [];

    internal Auditor Auditor { get; set; } = null!;

    /// <summary>Faults have ended; what they left behind is put right.</summary>
    internal bool IsHealing { get; set; }

    /// <summary>The true wall clock at the beginning, in ms since 1970.</summary>
    internal long UnixMsAtStart { get; set; }

    internal long UnixMs => UnixMsAtStart + Agenda.Now / Agenda.Millisecond;

    internal SimulationOutcomes Outcomes;

    /// <summary>Transactions that are still to come.</summary>
    internal int ToBegin { get; private set; }

    internal ReadOnlySpan<long> Faults => faults;

    internal void Count(FaultKind kind) => faults[(int)kind]++;

    internal void Begun() => ToBegin--;

    internal Session NewSession(Line line) => new(this, line, ++sessions);

    /// <summary>The transaction that a message is about, by its DE 37; -1 for none.</summary>
    internal int TransactionOf(MessageView message)
    {
        if (!message.TryGetInt64(Field.Rrn, out long rrn)) return -1;
        long number = rrn - FirstRrn;
        return number >= 0 && number < Transactions.Length ? (int)number : -1;
    }
}
