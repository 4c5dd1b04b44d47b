using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Tests.Repeats;

public sealed class OriginalElementsTests
{
    private const string Purchase = "0200" + "123456" + "1122053012" + "00000123456" + "00000000777";

    private readonly TransactionKeys keys = new((1, 2));

    [Theory]
    [InlineData("iso1987-ascii")]
    [InlineData("iso1987-binary")]
    [InlineData("iso1987-ebcdic")]
    public void A_reversal_finds_the_key_of_its_original(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        TransactionKey first = keys.Of(new RequestFrame(MessageFormats.Iso1987Ascii, "0200").View);
        RequestFrame reversal = new(format, "0421", (11, "654321"), (7, "1122060000"), (32, "999"), (90, Purchase));
        Assert.True(keys.TryOriginal(reversal.View, out TransactionKey key, out OriginalElements original));
        Assert.Equal(first, key);
        Assert.Equal(new OriginalElements(MessageType.Of(200), 123456, 1122053012, 123456, 777), original);
        Assert.NotEqual(first, keys.Of(reversal.View));
    }

    [Fact]
    public void The_reversals_own_acquirer_counts_where_DE_90_has_zeros()
    {
        TransactionKey first = keys.Of(new RequestFrame(MessageFormats.Iso1987Ascii, "0200").View);
        RequestFrame reversal = new(
            MessageFormats.Iso1987Ascii, "0400", (11, "654321"), (90, "0200123456112205301200000000000" + "00000000000"));
        Assert.True(keys.TryOriginal(reversal.View, out TransactionKey key, out OriginalElements original));
        Assert.Equal(first, key);
        Assert.Equal(123456, original.Acquirer);
    }

    [Fact]
    public void The_reversals_own_local_time_counts_where_DE_90_has_no_DE_7()
    {
        TransactionKey first = keys.Of(new RequestFrame(MessageFormats.Iso1987Ascii, "0200", (7, null)).View);
        RequestFrame reversal = new(
            MessageFormats.Iso1987Ascii, "0420", (11, "654321"), (90, "0200123456000000000000000123456" + "00000000000"));
        Assert.True(keys.TryOriginal(reversal.View, out TransactionKey key, out _));
        Assert.Equal(first, key);
    }

    [Fact]
    public void Every_part_of_DE_90_but_the_forwarder_matters()
    {
        TransactionKey first = keys.Of(new RequestFrame(MessageFormats.Iso1987Ascii, "0200").View);
        foreach (int place in new[] { 1, 9, 19, 30 })
        {
            char[] other = Purchase.ToCharArray();
            other[place] = '9';
            RequestFrame reversal = new(MessageFormats.Iso1987Ascii, "0420", (90, new string(other)));
            Assert.True(keys.TryOriginal(reversal.View, out TransactionKey key, out _));
            Assert.NotEqual(first, key);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("000000000000000000000000000000000000000000")]
    [InlineData("020000000011220530120000012345600000000777")]
    [InlineData("000012345611220530120000012345600000000777")]
    public void Original_data_that_name_nothing_are_not_used(string? data)
    {
        RequestFrame reversal = new(MessageFormats.Iso1987Ascii, "0420", (90, data));
        Assert.False(keys.TryOriginal(reversal.View, out _, out _));
    }

    [Fact]
    public void Original_data_of_other_than_42_digits_are_not_used()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii.With(
            90, new FieldSpec("Original", ContentClass.AlphaNumericSpecial, FieldLength.UpTo(99, 2), FieldEncoding.Ascii));
        foreach (string data in new[] { Purchase[1..], Purchase + "0", Purchase[..41] + "A", Purchase[..20] + " " + Purchase[21..], "" })
        {
            Assert.False(keys.TryOriginal(new RequestFrame(format, "0420", (90, data)).View, out _, out _));
        }
        Assert.True(keys.TryOriginal(new RequestFrame(format, "0420", (90, Purchase)).View, out _, out _));
    }
}
