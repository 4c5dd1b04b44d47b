using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>After a crash the core is not told of intents.</summary>
internal sealed class IntentForgotten : Plant
{
    internal override string Description => "recovery forgets requests that were sent";

    internal override bool Recover(Station station, ref JournalEntry entry) => entry.Kind != RecordKind.Sent;
}
