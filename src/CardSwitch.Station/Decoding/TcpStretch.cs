namespace CardSwitch.Station.Decoding;

/// <summary>Bytes that one side of a TCP connection sent to the other in order, without a gap.</summary>
/// <param name="From">Address and port of the sender, such as <c>10.1.0.7:40012</c> or <c>[2001:db8::7]:40012</c>.</param>
/// <param name="To">Address and port of the receiver.</param>
/// <param name="Bytes">The bytes, each once however often it was sent.</param>
internal sealed record TcpStretch(string From, string To, ReadOnlyMemory<byte> Bytes);
