using CardSwitch.Links;
using CardSwitch.Serving;

namespace CardSwitch.Tests.Serving;

public sealed class AttachmentTableTests
{
    private static readonly LinkProfile
        Shops = LinkProfile.OfShops(new ListenerOptions { Name = "shops" }),
        Bank = LinkProfile.OfIssuer(new IssuerOptions { Name = "bank" }, 0);

    [Fact]
    public void A_slot_is_used_again_and_an_id_of_its_earlier_use_finds_nothing()
    {
        var table = new AttachmentTable();
        Attachment first = table.Add(Shops, null, null), second = table.Add(Shops, null, null);
        table.Remove(first);
        Assert.Null(table.Find(first.Id));
        Attachment third = table.Add(Shops, null, null);
        Assert.Equal(first.Id.Slot, third.Id.Slot);
        Assert.NotEqual(first.Id, third.Id);
        Assert.Null(table.Find(first.Id));
        Assert.Same(second, table.Find(second.Id));
        Assert.Same(third, table.Find(third.Id));
    }

    [Fact]
    public void It_grows_and_finds_all_that_it_holds_and_nothing_else()
    {
        const int Seed = 8583;
        var random = new Random(Seed);
        var table = new AttachmentTable();
        var open = new List<Attachment>();
        var gone = new List<LinkId>();
        int shops = 0;
        for (int i = 0; i < 3_000; i++)
        {
            if (open.Count > 0 && random.Next(5) < 2)
            {
                int at = random.Next(open.Count);
                table.Remove(open[at]);
                gone.Add(open[at].Id);
                if (!open[at].Profile.IsIssuer) shops--;
                open.RemoveAt(at);
            }
            else
            {
                LinkProfile profile = random.Next(4) == 0 ? Bank : Shops;
                open.Add(table.Add(profile, null, null));
                if (!profile.IsIssuer) shops++;
            }
            Assert.Equal(shops, table.Shops);
        }
        Assert.True(open.Count > 16);
        Assert.All(open, attachment => Assert.Same(attachment, table.Find(attachment.Id)));
        Assert.All(gone, id => Assert.Null(table.Find(id)));
        Assert.Equal(open.Count, open.Select(attachment => attachment.Id.Slot).Distinct().Count());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(15, 1)]
    [InlineData(16, 1)]
    [InlineData(int.MaxValue, 1)]
    public void Ids_never_given_find_nothing(int slot, int generation)
    {
        var table = new AttachmentTable();
        table.Add(Shops, null, null);
        Assert.Null(table.Find(new LinkId(slot, generation)));
    }
}
