namespace CardSwitch.Station.Decoding;

/// <summary>The bytes of one message and where they came from.</summary>
/// <param name="Origin">File and line for people, such as <c>day.hex:12</c>.</param>
/// <param name="Bytes">The message; what was read of it when the text was wrong.</param>
/// <param name="WrongCharacter">
/// The place in its text, from 1, of the first character that does not belong to hexadecimal text; 0 when all do.
/// </param>
internal readonly record struct EncodedMessage(string Origin, ReadOnlyMemory<byte> Bytes, int WrongCharacter = 0);
