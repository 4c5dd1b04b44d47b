using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>After a crash the core is not told of time-outs, and so of their reversals.</summary>
internal sealed class QueueForgotten : Plant
{
    internal override string Description => "recovery forgets what was queued";

    internal override bool Recover(Station station, ref JournalEntry entry) =>
        entry.Kind is not (RecordKind.TimedOut or RecordKind.Reversed);
}
