namespace CardSwitch.Station.Guessing;

/// <summary>Bytes that one side sent in order, or a message by itself, and where they came from.</summary>
internal readonly record struct CapturedBytes(string Origin, ReadOnlyMemory<byte> Bytes);
