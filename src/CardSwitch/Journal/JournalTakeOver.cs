namespace CardSwitch.Journal;

/// <summary>The journal of a station that died, in the hands of another one.</summary>
/// <param name="Store">
/// Opened: its unsettled groups, its sealed messages and its rows can be read, and what becomes of them appended and settled.
/// Whoever took over disposes of it.
/// </param>
/// <param name="Position">Where it stands.</param>
public sealed record JournalTakeOver(IJournalStore Store, JournalPosition Position);
