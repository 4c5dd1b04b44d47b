using CardSwitch.Links;

namespace CardSwitch.Switching;

/// <summary>The connections that are up, by slot.</summary>
internal sealed class LinkTable
{
    private CoreLink?[] links = new CoreLink?[16];

    internal void Add(CoreLink link)
    {
        int slot = link.Id.Slot;
        if (slot >= links.Length) Array.Resize(ref links, Math.Max(slot + 1, links.Length * 2));
        links[slot] = link;
    }

    internal CoreLink? Find(LinkId id)
    {
        CoreLink? link = (uint)id.Slot < (uint)links.Length ? links[id.Slot] : null;
        return link is not null && link.Id == id ? link : null;
    }

    internal CoreLink? Remove(LinkId id)
    {
        CoreLink? link = Find(id);
        if (link is not null) links[id.Slot] = null;
        return link;
    }
}
