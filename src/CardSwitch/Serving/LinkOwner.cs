using CardSwitch.Links;

namespace CardSwitch.Serving;

/// <summary>Leads the links of one listener, or of one issuer, to the station's gate, and tells it whose they are.</summary>
internal sealed class LinkOwner(StationGate gate, LinkProfile profile) : ILinkOwner
{
    public void Opened(Link link) => gate.Opened(link, profile);

    public int Received(Link link, ReadOnlySpan<byte> bytes, long timestamp) => gate.Received(link, bytes, timestamp);

    public void Closed(Link link, LinkCloseReason reason) => gate.Closed(link);
}
