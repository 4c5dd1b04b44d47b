namespace CardSwitch.Station.Decoding;

/// <summary>What a packet says of a TCP stream.</summary>
/// <param name="Flow">From where to where.</param>
/// <param name="Sequence">The place in the stream of the first of its bytes.</param>
/// <param name="Opens">Whether it opens a connection (SYN); its own sequence number is then one before.</param>
/// <param name="At">Where its bytes begin in the capture.</param>
/// <param name="Length">How many of them were captured; none in an acknowledgement.</param>
internal readonly record struct TcpSegment(TcpFlow Flow, uint Sequence, bool Opens, int At, int Length);
