namespace CardSwitch.Station.Decoding;

/// <summary>Where a packet stands in a capture.</summary>
/// <param name="LinkType">How it begins, by its number in the list of LINKTYPE_ values.</param>
/// <param name="At">The offset of its first byte.</param>
/// <param name="Length">The bytes that were captured of it.</param>
internal readonly record struct CapturedPacket(int LinkType, int At, int Length);
