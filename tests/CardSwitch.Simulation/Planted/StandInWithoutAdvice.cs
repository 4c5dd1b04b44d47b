using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>The record of a stand-in has no advice.</summary>
internal sealed class StandInWithoutAdvice : Plant
{
    internal override string Description => "the issuer is not told of what was stood in";

    internal override bool Record(Station station, ref JournalEntry entry)
    {
        if (entry.Kind == RecordKind.StoodIn) entry.HasMessage = false;
        return true;
    }
}
