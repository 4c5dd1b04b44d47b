namespace CardSwitch.Journal;

/// <summary>Rows that take the place of sealed groups. A station uses them again when the store has taken them.</summary>
/// <param name="Rows">The rows, in the order of their numbers, without a gap after those settled before.</param>
/// <param name="Ended">
/// Numbers of rows settled before, or among these, whose sealed messages are needed no more; others may be among them.
/// </param>
/// <param name="Epoch">The owner's epoch.</param>
/// <param name="Seal">The authentication code of the last row's number and chain value, 32 bytes, kept as the head of the chain.</param>
public sealed record JournalSettlement(IReadOnlyList<JournalRow> Rows, IReadOnlyList<long> Ended, int Epoch, ReadOnlyMemory<byte> Seal)
{
    /// <summary>Groups up to this number have become rows, and are deleted.</summary>
    public long UpTo => Rows[^1].Number;
}
