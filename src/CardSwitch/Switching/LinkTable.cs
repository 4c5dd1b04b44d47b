using CardSwitch.Links;

namespace CardSwitch.Switching;

/// <summary>The connections that are up, by slot.</summary>
internal sealed class LinkTable
{
    private readonly List<CoreLink> toIssuers = [];
    private CoreLink?[] links = new CoreLink?[16];

    /// <summary>Those that lead to issuers, in the order in which they came up.</summary>
    internal List<CoreLink> ToIssuers => toIssuers;

    internal void Add(CoreLink link)
    {
        int slot = link.Id.Slot;
        if (slot >= links.Length) Array.Resize(ref links, Math.Max(slot + 1, links.Length * 2));
        links[slot] = link;
        if (link.Issuer is not null) toIssuers.Add(link);
    }

    internal CoreLink? Find(LinkId id)
    {
        CoreLink? link = (uint)id.Slot < (uint)links.Length ? links[id.Slot] : null;
        return link is not null && link.Id == id ? link : null;
    }

    internal CoreLink? Remove(LinkId id)
    {
        CoreLink? link = Find(id);
        if (link is null) return null;
        links[id.Slot] = null;
        if (link.Issuer is not null) toIssuers.Remove(link);
        return link;
    }
}
