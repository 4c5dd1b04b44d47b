namespace CardSwitch.Journal;

/// <summary>The ends of the chain that settled rows make.</summary>
/// <param name="First">The number of the first row that is left; 0 when there is none.</param>
/// <param name="Before">The chain value before it, 32 bytes: zeros for number 1.</param>
/// <param name="BeforeSeal">The authentication code of that, as settled or pruned; empty for number 1.</param>
/// <param name="Last">The number of the last row, by the head; 0 when there is none.</param>
/// <param name="Seal">The authentication code of the last row's chain value.</param>
public sealed record JournalChain(
    long First, ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> BeforeSeal, long Last, ReadOnlyMemory<byte> Seal);
