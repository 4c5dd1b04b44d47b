using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Faults;
using CardSwitch.Simulation.Invariants;
using CardSwitch.Simulation.Models;
using CardSwitch.Simulation.Planted;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation;

/// <summary>Runs one simulation after the other on one thread; a seed gives the same one whatever ran before.</summary>
internal sealed class Simulator
{
    private const long HealingNsMost = 3600 * Agenda.Second;

    private readonly Workbench workbench = new();

    /// <summary>Runs one simulation.</summary>
    /// <param name="seed">From which all of it comes.</param>
    /// <param name="transactions">How many the shops begin.</param>
    /// <param name="plant">Makes a bug to be put in, or null.</param>
    /// <param name="trace">Takes the trace's lines; null: there is none.</param>
    /// <param name="only">The transaction to trace; below 0: all.</param>
    internal SimulationOutcome Run(
        ulong seed, int transactions, Func<Plant>? plant = null, Action<string>? trace = null, int only = -1)
    {
        var network = new SimulatedNetwork(seed, transactions, plant?.Invoke(), workbench);
        if (trace is not null) network.Trace = new Trace(network, trace, only);
        SimulationFailure? failure = null;
        try
        {
            Topology.Build(network);
            long span = network.Random.Between(10, 60) * Agenda.Second;
            _ = new Traffic(network, span);
            FaultPlan faults = new(network, span);
            RunUntil(network, span + 10 * Agenda.Second);
            faults.Heal();
            RunToRest(network);
            FinalBooks.Check(network);
        }
        catch (InvariantBrokenException broken)
        {
            failure = new SimulationFailure(
                broken.Invariant, broken.Transaction, network.Agenda.Steps, network.Agenda.Now, broken.Message);
        }
        return new SimulationOutcome
        {
            Seed = seed,
            JournalHash = HashOf(network),
            Steps = network.Agenda.Steps,
            VirtualNs = network.Agenda.Now,
            Outcomes = network.Outcomes,
            Faults = network.Faults.ToArray(),
            Balanced = network.Auditor.Balanced,
            OutOfBalance = network.Auditor.OutOfBalance,
            Failure = failure,
        };
    }

    private static void RunUntil(SimulatedNetwork network, long time)
    {
        while (network.Agenda.Now < time && network.Agenda.RunNext())
        {
        }
    }

    private static void RunToRest(SimulatedNetwork network)
    {
        long end = network.Agenda.Now + HealingNsMost;
        while (!IsAtRest(network))
        {
            if (network.Agenda.Now > end)
            {
                throw new InvariantBrokenException(0, FinalBooks.FirstOpen(network), $"no rest after healing: {Unrest(network)}");
            }
            RunUntil(network, network.Agenda.Now + Agenda.Second);
            foreach (Station station in network.Stations)
            {
                if (network.Auditor.LedgerOf(station).Parked != 0) station.ReleaseParked();
            }
        }
    }

    private static bool IsAtRest(SimulatedNetwork network)
    {
        if (network.ToBegin != 0) return false;
        foreach (Shop shop in network.Shops)
        {
            if (shop.Open != 0) return false;
        }
        foreach (Station station in network.Stations)
        {
            Ledger ledger = network.Auditor.LedgerOf(station);
            if (station.Core.Pending + ledger.Pending + ledger.Waiting + ledger.Parked != 0) return false;
        }
        return true;
    }

    private static string Unrest(SimulatedNetwork network)
    {
        string what = $"{network.ToBegin} transactions are still to come";
        foreach (Shop shop in network.Shops)
        {
            if (shop.Open != 0) what = $"{shop.Name} waits for {shop.Open} answers";
        }
        foreach (Station station in network.Stations)
        {
            Ledger ledger = network.Auditor.LedgerOf(station);
            if (station.Core.Pending != 0) what = $"{station.Name} has {station.Core.Pending} requests pending";
            if (ledger.Pending != 0) what = $"{station.Name} has recorded no outcome of {ledger.Pending} requests";
            if (ledger.Waiting + ledger.Parked != 0) what = $"{station.Name} has {ledger.Waiting} queued and {ledger.Parked} parked";
        }
        return what;
    }

    private static ulong HashOf(SimulatedNetwork network)
    {
        ulong hash = network.Seed;
        foreach (Station station in network.Stations)
        {
            if (station is not null) hash = SeededRandom.Of(hash, station.Store.Hash);
        }
        return hash;
    }
}
