namespace CardSwitch.Journal;

/// <summary>
/// A store that keeps the journals of several stations in one place, so that they know each other's transactions, carry on
/// for one that died, and use the same BIN table. Used like <see cref="IJournalStore"/>, after
/// <see cref="IJournalStore.Open"/>; who appends renews as well.
/// </summary>
public interface ISharedJournal : IJournalStore
{
    /// <summary>
    /// Shows that the owner lives; to be called every second or so while nothing is appended, for an append shows it too.
    /// Throws <see cref="JournalFault.Fenced"/> when another owner has taken the journal over.
    /// </summary>
    void Renew();

    /// <summary>The other stations, in the order of their names.</summary>
    IReadOnlyList<JournalPeer> Peers();

    /// <summary>Rows that another station has settled, in the order of their numbers: whoever follows it keeps the last number.</summary>
    /// <param name="peer">The other station.</param>
    /// <param name="after">Rows above this number.</param>
    /// <param name="max">At most so many, 1 or more.</param>
    IReadOnlyList<JournalRow> PeerRows(string peer, long after, int max);

    /// <summary>
    /// Takes over the journal of a station that has not shown itself for as long as its lease: whoever owned it is refused from
    /// now on, and so is the taker when that station opens its journal again.
    /// </summary>
    /// <returns>Its journal, opened; or null while its lease lasts, or when there is no such station.</returns>
    JournalTakeOver? TakeOver(string peer);

    /// <summary>Publishes a BIN table for all stations.</summary>
    /// <param name="content">The table as its file has it.</param>
    /// <returns>Its version: the newest one's when that has the same content.</returns>
    long PublishRoutes(ReadOnlyMemory<byte> content);

    /// <summary>The version of the newest BIN table; 0 when none was published.</summary>
    long RoutesVersion();

    /// <summary>A BIN table, as it was published; null when there is no such version.</summary>
    byte[]? Routes(long version);
}
