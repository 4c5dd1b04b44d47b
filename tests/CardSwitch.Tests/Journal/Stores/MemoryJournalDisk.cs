using CardSwitch.Journal;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>What stores in memory keep: it outlives them, as a disk does.</summary>
internal sealed class MemoryJournalDisk
{
    internal List<JournalGroup> Groups { get; } = [];

    internal List<JournalRow> Rows { get; } = [];

    internal SortedDictionary<long, byte[]> Sealed { get; } = [];

    internal byte[] Seal { get; set; } = [];

    internal int Epoch { get; set; }

    internal long Last { get; set; }
}
