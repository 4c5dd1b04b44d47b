using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>What is recovered is in a lane of its own.</summary>
internal sealed class QueueOrderBroken : Plant
{
    internal override string Description => "after a restart the queue has lost its order by card";

    private ulong count;

    internal override bool Recover(Station station, ref JournalEntry entry)
    {
        entry.Lane += ++count;
        return true;
    }
}
