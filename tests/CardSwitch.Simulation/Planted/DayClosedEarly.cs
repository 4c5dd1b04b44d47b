using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>The former day is recorded as closed as soon as the next one is opened.</summary>
internal sealed class DayClosedEarly : Plant
{
    internal override string Description => "a business day is closed while something of it waits";

    private readonly int[] days = new int[8];

    internal override bool Record(Station station, ref JournalEntry entry)
    {
        if (entry.Kind == RecordKind.DayClosed) return false;
        if (entry.Kind != RecordKind.DayOpened) return true;
        int former = days[station.Index];
        days[station.Index] = entry.Day;
        if (former == 0) return true;
        station.Journal.Keep(in entry);
        entry.Kind = RecordKind.DayClosed;
        entry.Day = former;
        return true;
    }
}
