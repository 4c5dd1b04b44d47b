using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>A time-out is recorded without its reversal.</summary>
internal sealed class ReversalForgotten : Plant
{
    internal override string Description => "the reversal after a time-out is forgotten";

    internal override bool Record(Station station, ref JournalEntry entry)
    {
        if (entry.Kind == RecordKind.TimedOut) entry.HasMessage = false;
        return true;
    }
}
