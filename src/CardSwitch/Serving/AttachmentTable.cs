using CardSwitch.Links;

namespace CardSwitch.Serving;

/// <summary>Attachments by slot; a slot is used again under a new generation. Under the station's lock.</summary>
internal sealed class AttachmentTable
{
    private readonly Stack<int> free = new();
    private Attachment?[] slots = new Attachment?[16];
    private int[] generations = new int[16];
    private int used;

    /// <summary>Open connections of shops.</summary>
    internal int Shops { get; private set; }

    internal Attachment Add(LinkProfile profile, Link? link, HandlerPort? port, LinkOwner? owner = null)
    {
        if (!free.TryPop(out int slot)) slot = used++;
        if (slot == slots.Length)
        {
            Array.Resize(ref slots, slot * 2);
            Array.Resize(ref generations, slot * 2);
        }
        var attachment = new Attachment(new LinkId(slot, ++generations[slot]), profile, link, port, owner);
        slots[slot] = attachment;
        if (!profile.IsIssuer) Shops++;
        return attachment;
    }

    internal Attachment? Find(LinkId id)
    {
        Attachment? attachment = (uint)id.Slot < (uint)slots.Length ? slots[id.Slot] : null;
        return attachment is not null && attachment.Id == id ? attachment : null;
    }

    internal void Remove(Attachment attachment)
    {
        slots[attachment.Id.Slot] = null;
        free.Push(attachment.Id.Slot);
        if (!attachment.Profile.IsIssuer) Shops--;
    }

    internal IEnumerable<Attachment> Of(LinkOwner owner) => slots.OfType<Attachment>().Where(a => a.Owner == owner);

    internal Link[] Links() => [.. slots.Select(a => a?.Link).OfType<Link>()];
}
