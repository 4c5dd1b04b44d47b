using CardSwitch.StandIn;

namespace CardSwitch.Tests.StandIn;

public sealed class MerchantTypesTests
{
    [Theory]
    [InlineData("541")]
    [InlineData("54111")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("5411-")]
    [InlineData("-5411")]
    [InlineData("5412-5411")]
    [InlineData("5411-5412-5413")]
    [InlineData("+411")]
    [InlineData(" 5411")]
    [InlineData("5411 ")]
    [InlineData("54a1")]
    [InlineData("５４１１")]
    public void A_text_that_is_no_type_or_range_is_named(string text)
    {
        Assert.False(MerchantTypes.TryParse(["5411", text], out _, out string wrong));
        Assert.Equal(text, wrong);
    }

    [Fact]
    public void A_set_holds_its_types_and_no_others()
    {
        Assert.True(MerchantTypes.TryParse(["0000", "0063-0065", "5411", "9999"], out MerchantTypes types, out _));
        int[] held = [.. Enumerable.Range(-70, 20_000).Where(types.Contains)];
        Assert.Equal([0, 63, 64, 65, 5411, 9999], held);
        Assert.False(types.IsEmpty);
    }

    [Fact]
    public void No_texts_make_an_empty_set()
    {
        Assert.True(MerchantTypes.TryParse([], out MerchantTypes types, out _));
        Assert.True(types.IsEmpty);
        Assert.True(MerchantTypes.None.IsEmpty);
    }
}
