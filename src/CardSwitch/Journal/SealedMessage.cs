namespace CardSwitch.Journal;

/// <summary>A message with its card number, encrypted: kept only while it may have to be sent.</summary>
/// <param name="Number">The number of its record.</param>
/// <param name="Sealed">Its bytes, sealed.</param>
public sealed record SealedMessage(long Number, ReadOnlyMemory<byte> Sealed);
