using CardSwitch.Framing;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Framing;

public sealed class FrameFormatTextTests
{
    [Theory]
    [MemberData(nameof(FrameFormatReadTests.EveryKind), MemberType = typeof(FrameFormatReadTests))]
    [InlineData("be2 max=8192")]
    [InlineData("be2 prefix=6000010000/6000000001")]
    [InlineData("be2 filler=0000/any")]
    public void Text_comes_back_as_it_went(string text) =>
        Assert.Equal(text, FrameFormatReadTests.Parse(text).ToString());

    [Fact]
    public void Any_description_survives_its_text() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            FrameFormat format = FrameFormats.Random(seed);
            FrameFormat read = FrameFormatReadTests.Parse(format.ToString());
            Assert.Equal(format, read);
            Assert.Equal(format.GetHashCode(), read.GetHashCode());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ready_made_formats_are_their_texts()
    {
        Assert.Equal("be2", FrameFormat.BigEndian2.ToString());
        Assert.Equal("be2 inclusive", FrameFormat.BigEndian2Inclusive.ToString());
        Assert.Equal("be3", FrameFormat.BigEndian3.ToString());
        Assert.Equal("be4", FrameFormat.BigEndian4.ToString());
        Assert.Equal("le2", FrameFormat.LittleEndian2.ToString());
        Assert.Equal("ascii4", FrameFormat.Ascii4.ToString());
        Assert.Equal("bcd2", FrameFormat.Bcd2.ToString());
    }

    [Theory]
    [InlineData("", "expected a length")]
    [InlineData("be5", "'be5' is no length")]
    [InlineData("ascii1", "'ascii1' is no length")]
    [InlineData("bcd4", "'bcd4' is no length")]
    [InlineData("be2 exclusive", "'exclusive' is not known")]
    [InlineData("be2 inclusive=1", "stands without a value")]
    [InlineData("be2 prefix=6", "in hex")]
    [InlineData("be2 prefix=", "in hex")]
    [InlineData("be2 prefix=6000/60", "in hex")]
    [InlineData("be2 prefix=60 prefix=60", "stands twice")]
    [InlineData("be2 trailer=03 counted-trailer=03", "stands twice")]
    [InlineData("be2 max=0", "expected 1 to 65535")]
    [InlineData("be2 max=65536", "expected 1 to 65535")]
    [InlineData("be2 max=-1", "whole number")]
    [InlineData("ascii2 inclusive max=98", "expected 1 to 97")]
    [InlineData("be4 max=99999999", "expected 1 to 16777216")]
    public void A_wrong_text_says_what_was_expected(string text, string expected)
    {
        Assert.False(FrameFormat.TryParse(text, out _, out string error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_too_small_for_what_it_counts_is_refused()
    {
        string text = "bcd1 inclusive prefix=" + new string('0', 128) + " counted-trailer=" + new string('0', 128);
        Assert.False(FrameFormat.TryParse(text, out _, out string error));
        Assert.Contains("cannot tell a length", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_maximum_is_4_KiB_or_what_the_length_can_tell()
    {
        Assert.Equal(4096, FrameFormat.BigEndian2.MaxMessageLength);
        Assert.Equal(254, FrameFormatReadTests.Parse("be1 inclusive").MaxMessageLength);
        Assert.Equal(99, FrameFormatReadTests.Parse("ascii2").MaxMessageLength);
    }

    [Fact]
    public void A_message_above_the_maximum_is_not_written()
    {
        byte[] header = new byte[2];
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameFormat.BigEndian2.WriteHeader(header, 4097));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameFormat.BigEndian2.WriteHeader(header, -1));
    }
}
