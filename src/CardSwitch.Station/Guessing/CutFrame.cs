namespace CardSwitch.Station.Guessing;

/// <summary>A message that a framing cut out of captured bytes.</summary>
/// <param name="Origin">Where the bytes came from.</param>
/// <param name="Message">The message.</param>
/// <param name="Length">Bytes of the whole frame.</param>
internal readonly record struct CutFrame(string Origin, ReadOnlyMemory<byte> Message, int Length);
