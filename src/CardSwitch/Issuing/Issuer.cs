using CardSwitch.Iso8583;
using CardSwitch.Links;

namespace CardSwitch.Issuing;

/// <summary>One issuer as the core sees it: its format, its links that are up, and what waits for its answers.</summary>
internal sealed class Issuer(int index, IssuerProfile profile)
{
    private readonly List<LinkId> links = [];
    private int turn;

    internal int Index => index;

    internal IssuerProfile Profile => profile;

    internal MessageFormat Format => profile.Format;

    internal MessageParser Parser { get; } = new(profile.Format);

    internal PendingRing Pending { get; } = new(profile.MaxPending);

    internal IssuerCounts Counts;

    internal int LinksUp => links.Count;

    internal void LinkUp(LinkId link) => links.Add(link);

    internal void LinkDown(LinkId link) => links.Remove(link);

    /// <summary>The links in turn; only when one is up.</summary>
    internal LinkId NextLink()
    {
        if (++turn >= links.Count) turn = 0;
        return links[turn];
    }

    /// <summary>How long to wait for the answer to this request, in ns.</summary>
    internal long TimeOutOf(MessageView request) =>
        IsAtm(request) ? profile.AtmTimeOutNs : profile.TimeOutNs;

    // ISO 18245: 6011 is the cash disbursed by a machine.
    private static bool IsAtm(MessageView request) =>
        request.TryGetInt32(Field.MerchantType, out int type) && type == 6011;
}
