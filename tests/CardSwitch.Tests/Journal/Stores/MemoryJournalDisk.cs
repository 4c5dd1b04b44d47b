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

    /// <summary>Guards it against the store that writes to it.</summary>
    internal Lock Lock { get; } = new();

    /// <summary>What is there now, on a disk of its own.</summary>
    internal MemoryJournalDisk Copy()
    {
        lock (Lock)
        {
            var copy = new MemoryJournalDisk { Seal = Seal, Epoch = Epoch, Last = Last };
            copy.Groups.AddRange(Groups);
            copy.Rows.AddRange(Rows);
            foreach ((long number, byte[] message) in Sealed) copy.Sealed.Add(number, message);
            return copy;
        }
    }
}
