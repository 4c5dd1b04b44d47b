namespace CardSwitch.Journal;

/// <summary>Where a journal stands when it is opened.</summary>
/// <param name="Last">The number of the last record, settled or not; 0 when it is empty.</param>
/// <param name="Settled">The number of the last settled row; 0 when there is none.</param>
/// <param name="Chain">The chain value of the last settled row, 32 bytes; zeros when there is none.</param>
/// <param name="Epoch">
/// How many times the journal has been opened by an owner: 1 for the first. What <see cref="JournalGroup.Epoch"/> is.
/// </param>
public sealed record JournalPosition(long Last, long Settled, ReadOnlyMemory<byte> Chain, int Epoch);
