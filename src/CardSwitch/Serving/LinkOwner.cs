using CardSwitch.Links;

namespace CardSwitch.Serving;

/// <summary>Leads the links of one listener, or of one issuer, to the station's gate, and tells it whose they are.</summary>
/// <param name="gate">The gate.</param>
/// <param name="profile">What the links have in common.</param>
/// <param name="rank">Which of the issuer's addresses the links lead to.</param>
internal sealed class LinkOwner(StationGate gate, LinkProfile profile, int rank = 0) : ILinkOwner
{
    internal LinkProfile Profile => profile;

    internal int Rank => rank;

    public void Opened(Link link) => gate.Opened(link, this);

    public int Received(Link link, ReadOnlySpan<byte> bytes, long timestamp) => gate.Received(link, bytes, timestamp);

    public void Closed(Link link, LinkCloseReason reason) => gate.Closed(link);
}
