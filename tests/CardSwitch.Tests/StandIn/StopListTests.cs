using System.Reflection;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.StandIn;

namespace CardSwitch.Tests.StandIn;

public sealed class StopListTests
{
    [Fact]
    public void A_list_holds_its_cards_and_no_others()
    {
        var list = new StopList([7]);
        Pan[] cards = [.. Enumerable.Range(0, 500).Select(i => PanOf($"47617390{i * 2:D8}"))];
        foreach (Pan card in cards) list.Add(card);
        list.Add(cards[0]);
        Assert.Equal(500, list.Count);
        Assert.All(cards, card => Assert.True(list.Contains(card)));
        Assert.DoesNotContain(Enumerable.Range(0, 500), i => list.Contains(PanOf($"47617390{(i * 2) + 1:D8}")));
    }

    [Theory]
    [InlineData("4761739001010119", "04761739001010119")]
    [InlineData("00000000", "000000000")]
    public void A_leading_zero_makes_another_card(string one, string other)
    {
        var list = new StopList([7]);
        list.Add(PanOf(one));
        Assert.True(list.Contains(PanOf(one)));
        Assert.False(list.Contains(PanOf(other)));
    }

    [Fact]
    public void What_is_added_later_does_not_reach_a_copy()
    {
        var list = new StopList([7]);
        list.Add(PanOf("4761739001010119"));
        StopList copy = list.Copy();
        list.Add(PanOf("4761739001010010"));
        Assert.Equal((2, 1), (list.Count, copy.Count));
        Assert.True(copy.Contains(PanOf("4761739001010119")));
        Assert.False(copy.Contains(PanOf("4761739001010010")));
    }

    [Fact]
    public void Other_keys_give_other_hashes_and_none_is_the_number()
    {
        UInt128[] hashes = [.. Enumerable.Range(0, 50).Select(i => Assert.Single(Kept(new StopList([(byte)i]))))];
        Assert.Equal(50, hashes.Distinct().Count());
        Assert.DoesNotContain((UInt128)4761739001010119, hashes);
    }

    [Fact]
    public void An_empty_list_holds_nothing() => Assert.False(StopList.Empty.Contains(PanOf("4761739001010119")));

    /// <summary>All that a list of this one card has in its fields besides its key.</summary>
    private static HashSet<UInt128> Kept(StopList list)
    {
        list.Add(PanOf("4761739001010119"));
        FieldInfo[] fields = typeof(StopList).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);
        Assert.Equal([typeof(byte[]), typeof(HashSet<UInt128>)], fields.Select(field => field.FieldType));
        return (HashSet<UInt128>)fields[1].GetValue(list)!;
    }

    private static Pan PanOf(string digits)
    {
        Assert.True(Pan.TryParse(Encoding.ASCII.GetBytes(digits), out Pan pan));
        return pan;
    }
}
