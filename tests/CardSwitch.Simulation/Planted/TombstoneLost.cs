using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Late answers are recorded as fitting nothing.</summary>
internal sealed class TombstoneLost : Plant
{
    internal override string Description => "a late answer is not known as one";

    internal override bool Record(Station station, ref JournalEntry entry)
    {
        if (entry.Kind == RecordKind.Late) entry.Kind = RecordKind.Unmatched;
        return true;
    }
}
