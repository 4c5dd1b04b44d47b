using CardSwitch.Journal;
using CardSwitch.Simulation.Records;

namespace CardSwitch.Simulation.Stations;

/// <summary>A station's journal, with the auditor looking over its shoulder.</summary>
internal sealed class RecordedJournal(Station station, MemoryJournal store, RecordEncoder encoder) : IJournal
{

    public long Append(in JournalEntry entry)
    {
        SimulatedNetwork network = station.Network;
        if (network.Plant is { } plant)
        {
            JournalEntry altered = entry;
            return plant.Record(station, ref altered) ? Keep(in altered) : store.Last;
        }
        return Keep(in entry);
    }

    internal long Keep(in JournalEntry entry)
    {
        SimulatedNetwork network = station.Network;
        long number = store.Last + 1;
        ReadOnlySpan<byte> record = encoder.Encode(in entry);
        if (network.Plant is { } plant) record = plant.Store(station, record);
        store.Append(number, record);
        network.Trace?.Record(station, number, in entry);
        network.Auditor.Recorded(station, number, in entry, record);
        return number;
    }
}
