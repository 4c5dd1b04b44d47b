using CardSwitch.Journal;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>The journals of several stations in memory. A lease passes when the test says so.</summary>
internal sealed class MemorySharedDisk
{
    internal Lock Lock { get; } = new();

    internal SortedDictionary<string, MemoryJournalDisk> Journals { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Lapsed { get; } = [];

    internal List<byte[]> Routes { get; } = [];

    internal Dictionary<string, int> Renewals { get; } = [];

    internal MemoryJournalDisk this[string station]
    {
        get
        {
            if (!Journals.TryGetValue(station, out MemoryJournalDisk? disk)) Journals.Add(station, disk = new MemoryJournalDisk());
            return disk;
        }
    }

    /// <summary>The kinds of a station's settled records.</summary>
    internal RecordKind[] KindsOf(string station)
    {
        lock (Lock) return [.. this[station].Rows.Select(row => (RecordKind)row.Kind)];
    }
}
