using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>After a crash the core is not told of answers.</summary>
internal sealed class OutcomeForgotten : Plant
{
    internal override string Description => "recovery forgets what issuers answered";

    internal override bool Recover(Station station, ref JournalEntry entry) => entry.Kind != RecordKind.Answered;
}
