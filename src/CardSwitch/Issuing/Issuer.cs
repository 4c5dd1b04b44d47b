using CardSwitch.Iso8583;
using CardSwitch.Links;

namespace CardSwitch.Issuing;

/// <summary>
/// One issuer as the core sees it: its format, its links that carry traffic, what waits for its answers, and whether it
/// may be asked.
/// </summary>
internal sealed class Issuer(int index, IssuerProfile profile)
{
    /// <summary>By rank; those of the same rank in the order in which they came up.</summary>
    private readonly List<(LinkId Link, int Rank)> links = [];

    /// <summary>How many of the first links are used in turn.</summary>
    private int used;

    private int turn;

    internal int Index => index;

    internal IssuerProfile Profile => profile;

    internal MessageFormat Format => profile.Format;

    internal MessageParser Parser { get; } = new(profile.Format);

    internal PendingRing Pending { get; } = new(profile.MaxPending);

    internal CircuitBreaker Breaker { get; } = new(profile.Breaker);

    internal IssuerCounts Counts;

    /// <summary>Links that carry financial traffic: up, signed on where that is asked, not on their way out.</summary>
    internal int LinksUp => links.Count;

    internal void LinkUp(LinkId link, int rank)
    {
        int at = links.FindIndex(other => other.Rank > rank);
        links.Insert(at < 0 ? links.Count : at, (link, rank));
        CountUsed();
    }

    internal void LinkDown(LinkId link)
    {
        links.RemoveAll(other => other.Link == link);
        CountUsed();
    }

    /// <summary>
    /// The next link to use, only when one is up: all in turn or, with failover, those of the first address that has one.
    /// </summary>
    internal LinkId NextLink()
    {
        if (++turn >= used) turn = 0;
        return links[turn].Link;
    }

    /// <summary>A link by its place, those of the first address first: where the next one takes nothing.</summary>
    internal LinkId LinkAt(int place) => links[place].Link;

    /// <summary>How long to wait for the answer to this request, in ns.</summary>
    internal long TimeOutOf(MessageView request) =>
        IsAtm(request) ? profile.AtmTimeOutNs : profile.TimeOutNs;

    private void CountUsed()
    {
        used = links.Count;
        if (!profile.Failover || links.Count == 0) return;
        used = links.FindIndex(link => link.Rank != links[0].Rank);
        if (used < 0) used = links.Count;
    }

    // ISO 18245: 6011 is the cash disbursed by a machine.
    private static bool IsAtm(MessageView request) =>
        request.TryGetInt32(Field.MerchantType, out int type) && type == 6011;
}
