namespace CardSwitch.Links;

/// <summary>What a handshake came to.</summary>
/// <param name="Pipe">Carries the link.</param>
/// <param name="Peer">Whose certificate the other end showed; null where none of the list was asked for.</param>
internal sealed record TlsLink(TlsPipe Pipe, LinkPeer? Peer);
