namespace CardSwitch.Journal;

/// <summary>Records that were made durable together, encrypted and authenticated as one. Its bytes are good until the call ends.</summary>
/// <param name="First">The number of the first record.</param>
/// <param name="Count">How many records, at least 1; their numbers follow each other.</param>
/// <param name="Epoch">The owner's epoch (<see cref="JournalPosition.Epoch"/>).</param>
/// <param name="Issuers">The issuers by the positions in these records; the owner's own when it is appended.</param>
/// <param name="Sealed">The records, sealed.</param>
public sealed record JournalGroup(long First, int Count, int Epoch, IReadOnlyList<JournalIssuer> Issuers, ReadOnlyMemory<byte> Sealed)
{
    /// <summary>The number of the last record.</summary>
    public long Last => First + Count - 1;
}
