using CardSwitch.Iso8583;
using CardSwitch.Links;
using CardSwitch.Switching;

namespace CardSwitch.Tests.Switching;

public sealed class LinkTableTests
{
    private static readonly MessageParser Parser = new(MessageFormats.Iso1987Ascii);

    [Fact]
    public void An_id_of_an_earlier_use_of_the_slot_finds_and_removes_nothing()
    {
        var table = new LinkTable();
        CoreLink first = Link(3, 1), second = Link(3, 2);
        table.Add(first);
        Assert.Same(first, table.Find(first.Id));
        Assert.Same(first, table.Remove(first.Id));
        Assert.Null(table.Remove(first.Id));
        table.Add(second);
        Assert.Null(table.Find(first.Id));
        Assert.Null(table.Remove(first.Id));
        Assert.Same(second, table.Find(second.Id));
    }

    [Fact]
    public void It_grows_to_any_slot_and_keeps_what_it_has()
    {
        var table = new LinkTable();
        CoreLink[] links = [.. ((int[])[0, 15, 16, 17, 1_000, 20_001]).Select(slot => Link(slot, 7))];
        foreach (CoreLink link in links) table.Add(link);
        Assert.All(links, link => Assert.Same(link, table.Find(link.Id)));
        Assert.Null(table.Find(new LinkId(20_002, 7)));
        Assert.Null(table.Find(new LinkId(1_000_000, 7)));
        Assert.Null(table.Find(new LinkId(-1, 7)));
        Assert.Null(table.Find(default));
    }

    private static CoreLink Link(int slot, int generation) => new(new LinkId(slot, generation), Parser, null);
}
