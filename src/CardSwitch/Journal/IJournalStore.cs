namespace CardSwitch.Journal;

/// <summary>
/// Where a station's journal is kept. Records come in twice: at once as sealed groups, which a transaction's effects wait
/// for (<see cref="Append"/>); a little later as rows that a person can query, in place of the groups
/// (<see cref="Settle"/>). An open store is used by two threads at most: one appends (<see cref="Append"/>, and
/// <see cref="ISharedJournal.Renew"/>), the other does all else meanwhile; neither may make the other wait for long. Every
/// method throws <see cref="JournalStoreException"/> and nothing else when the store fails.
/// </summary>
public interface IJournalStore : IDisposable
{
    /// <summary>
    /// Takes the journal of a station over, and makes it if there is none: whoever owned it before is refused from now on
    /// (<see cref="JournalFault.Fenced"/>). Called once, before the methods that follow it.
    /// </summary>
    /// <param name="owner">Who opens it.</param>
    /// <returns>Where the journal stands.</returns>
    JournalPosition Open(JournalOwner owner);

    /// <summary>
    /// Adds a group. When it returns the group survives what the store promises: loss of power for an embedded one, loss
    /// of this machine for a shared one. A store that cannot tell whether a group came to be finds out
    /// before it returns or throws: a group that is there already, byte for byte, is success.
    /// </summary>
    void Append(JournalGroup group);

    /// <summary>
    /// Groups that are not settled, in the order of their numbers, read one after the other as they are asked for. What is
    /// appended meanwhile may be among them or not.
    /// </summary>
    /// <param name="from">Those that have a record with this number or a higher one.</param>
    IEnumerable<JournalGroup> Unsettled(long from = 1);

    /// <summary>
    /// Adds rows and takes their groups away. Atomic as seen by a reader and after a crash, or else idempotent: the same rows
    /// may come again after a crash. Never makes a group durable later than <see cref="Append"/> said. The rows and their bytes
    /// are good until the call ends: what a store keeps of them it copies.
    /// </summary>
    void Settle(JournalSettlement settlement);

    /// <summary>Messages whose records are settled and that are still needed, by number.</summary>
    IEnumerable<SealedMessage> SealedMessages();

    /// <summary>Settled rows in the order of their numbers; read while another process writes, at any time.</summary>
    IEnumerable<JournalRow> Rows(JournalQuery query);

    /// <summary>
    /// Where chains begin and end that can be verified, in the order of their numbers: a chain begins at number 1, or where
    /// older rows were pruned.
    /// </summary>
    JournalChain Chain();

    /// <summary>
    /// Deletes the rows of business days before a day, in whole units of the store (files, days); never rows with a sealed
    /// message, and what is left stays verifiable. For a reader as well, while the owner appends and settles.
    /// </summary>
    /// <param name="before">Rows of this day and later ones stay.</param>
    /// <param name="progress">Told the rows deleted so far; may be null.</param>
    /// <returns>How many rows were deleted.</returns>
    long Prune(DateOnly before, IProgress<long>? progress);
}
