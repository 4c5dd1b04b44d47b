using CardSwitch.Journal;

namespace CardSwitch;

/// <summary>How far a station's journal is, in numbers of records.</summary>
/// <param name="Mode">What waits for it.</param>
/// <param name="Last">The last record made.</param>
/// <param name="Durable">The last record that survives.</param>
/// <param name="Settled">The last record that can be queried.</param>
public sealed record JournalSnapshot(JournalMode Mode, long Last, long Durable, long Settled)
{
    /// <summary>Records that a crash would lose now.</summary>
    public long Lag => Last - Durable;

    /// <summary>Whether the store cannot be reached at present.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Why the journal has failed for good; null while it has not.</summary>
    public string? Fault { get; init; }
}
