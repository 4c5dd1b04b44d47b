namespace CardSwitch.Journal;

/// <summary>Another station that keeps its journal in the same place.</summary>
/// <param name="Station">Its name.</param>
/// <param name="Owner">Who owns its journal, for an operator's eyes.</param>
/// <param name="Epoch">How often its journal has been opened.</param>
/// <param name="HasLapsed">Whether its lease has passed: it may be taken over.</param>
/// <param name="Settled">The number of its last settled row.</param>
public sealed record JournalPeer(string Station, string Owner, int Epoch, bool HasLapsed, long Settled);
