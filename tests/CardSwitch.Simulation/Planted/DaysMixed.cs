using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Reversals leave with the day after their original's.</summary>
internal sealed class DaysMixed : Plant
{
    internal override string Description => "reversals count for another business day than their original";

    internal override bool Record(Station station, ref JournalEntry entry)
    {
        bool isReversal = entry.Kind is RecordKind.Reversed or RecordKind.Undelivered && entry.Effect != TotalsEffect.None;
        if (isReversal) entry.Day = Settlement.BusinessDay.Next(entry.Day);
        return true;
    }
}
