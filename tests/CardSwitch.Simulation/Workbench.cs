using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Models;
using CardSwitch.Timing;

namespace CardSwitch.Simulation;

/// <summary>What one thread needs for one simulation after the other and is costly to make. No simulation depends on what is in it.</summary>
internal sealed class Workbench
{
    private readonly List<FormatKit> kits = [];
    private readonly List<MemoryJournal> journals = [];
    private readonly List<StationTimings?> timings = [];
    private int journalsLent;

    internal FormatKit Kit(MessageFormat format)
    {
        foreach (FormatKit kit in kits)
        {
            if (ReferenceEquals(kit.Format, format)) return kit;
        }
        kits.Add(new FormatKit(format));
        return kits[^1];
    }

    /// <summary>An empty journal, good until <see cref="TakeBack"/>.</summary>
    internal MemoryJournal Journal()
    {
        if (journalsLent == journals.Count) journals.Add(new MemoryJournal());
        MemoryJournal journal = journals[journalsLent++];
        journal.Clear();
        return journal;
    }

    /// <summary>Histograms for so many issuers; nobody reads them.</summary>
    internal StationTimings Timings(int issuers)
    {
        while (timings.Count <= issuers) timings.Add(null);
        return timings[issuers] ??= new StationTimings(Enumerable.Range(0, issuers).Select(issuer => $"issuer-{issuer}"));
    }

    internal void TakeBack() => journalsLent = 0;
}
