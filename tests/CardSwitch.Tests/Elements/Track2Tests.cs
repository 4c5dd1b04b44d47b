using System.Text;
using CardSwitch.Iso8583;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Elements;

public class Track2Tests
{
    private static readonly Gen<string> Tracks =
        from pan in Digits(1, 19)
        from expiry in Gen.OneOf(Digits(4, 4), Gen.Constant("="))
        from service in Gen.OneOf(Digits(3, 3), Gen.Constant("="))
        from discretionary in Digits(0, 10)
        where !pan.StartsWith("59", StringComparison.Ordinal)
        select $"{pan}={expiry}{service}{discretionary}";

    [Theory]
    [InlineData("4761739001010119=29122011143804400000", 2912, 201, 13)]
    [InlineData("4761739001010119D29122011143804400000", 2912, 201, 13)]
    [InlineData("4761739001010119d29122011143804400000", 2912, 201, 13)]
    [InlineData("4761739001010119=2912201", 2912, 201, 0)]
    [InlineData("4761739001010119==201123", null, 201, 3)]
    [InlineData("4761739001010119=2912=123", 2912, null, 3)]
    [InlineData("4761739001010119===123", null, null, 3)]
    [InlineData("4761739001010119=2912", 2912, null, 0)]
    [InlineData("4761739001010119=", null, null, 0)]
    [InlineData("4761739001010119=0000000", 0, 0, 0)]
    [InlineData("4761739001010119=2912201123=45", 2912, 201, 6)]
    public void Parts_are_read_where_they_are(string text, int? expiry, int? service, int discretionary)
    {
        Track2 track = Parse(text);

        Assert.Equal("4761739001010119", track.Pan.ToUnmaskedString());
        Assert.Equal(expiry, track.Expiry);
        Assert.Equal(service, track.ServiceCode);
        Assert.Equal(discretionary, track.DiscretionaryLength);
        Assert.Equal(text.Length, track.Length);
        Assert.Null(track.CountryCode);
    }

    [Fact]
    public void A_number_that_begins_with_59_is_followed_by_a_country()
    {
        Track2 track = Parse("5912345678901234=84029122011");

        Assert.Equal(840, track.CountryCode);
        Assert.Equal(2912, track.Expiry);
        Assert.Equal(201, track.ServiceCode);
        Assert.Equal(1, track.DiscretionaryLength);
    }

    [Theory]
    [InlineData("")]
    [InlineData("=2912201")]
    [InlineData("4761739001010119")]
    [InlineData("476173900101011A=2912201")]
    [InlineData("47617390010101191234=2912201")]
    [InlineData("4761739001010119=291")]
    [InlineData("4761739001010119=29=2201")]
    [InlineData("4761739001010119=291220")]
    [InlineData("4761739001010119=2912201A")]
    [InlineData(";4761739001010119=2912201?")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Track2.TryParse(Encoding.ASCII.GetBytes(text), out Track2 track));
        Assert.Equal(0, track.Length);
    }

    [Fact]
    public void Thirty_eight_symbols_are_one_too_many()
    {
        byte[] ascii = Encoding.ASCII.GetBytes("4761739001010119=29122011143804400000");
        Assert.Equal(37, ascii.Length);
        Assert.True(Track2.TryParse(ascii, out _));
        Assert.False(Track2.TryParse([.. ascii, (byte)'0'], out _));
        Assert.False(Track2.TryFromBcd(new byte[19], 38, out _));
    }

    [Fact]
    public void Symbols_survive_both_encodings()
    {
        Prop.ForAll(Arb.From(Tracks), Arb.From(Gen.Choose(0, 15)), (text, padding) =>
        {
            Track2 fromAscii = Parse(text);
            byte[] packed = SlowPan.Pack(text.Replace('=', 'D'), padding);
            Assert.True(Track2.TryFromBcd(packed, text.Length, out Track2 fromBcd));

            foreach (Track2 track in new[] { fromAscii, fromBcd })
            {
                byte[] copy = new byte[track.Length];
                Assert.Equal(text.Length, track.CopyTo(copy));
                Assert.Equal(text, Encoding.ASCII.GetString(copy));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_quick_way_to_the_number_agrees_with_the_whole_parse()
    {
        Prop.ForAll(Arb.From(Tracks), Arb.From(Gen.Choose(0, 15)), (text, padding) =>
        {
            Pan pan = Parse(text).Pan;
            Assert.True(Track2.TryReadPan(Encoding.ASCII.GetBytes(text), out Pan fromAscii));
            byte[] packed = SlowPan.Pack(text.Replace('=', 'D'), padding);
            Assert.True(Track2.TryReadPanFromBcd(packed, text.Length, out Pan fromBcd));
            Assert.Equal(pan, fromAscii);
            Assert.Equal(pan, fromBcd);
            Assert.Equal(pan.HasValidCheckDigit, fromBcd.HasValidCheckDigit);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("4761739001010119", 16)]
    [InlineData("D291", 4)]
    [InlineData("47A1D291", 8)]
    [InlineData("47617390010101191234D291", 24)]
    [InlineData("4761D291", 6)]
    [InlineData("4761D291", 10)]
    [InlineData("", 0)]
    public void Packed_symbols_without_a_number_are_refused(string hex, int symbols)
    {
        Assert.False(Track2.TryReadPanFromBcd(Convert.FromHexString(hex), symbols, out Pan pan));
        Assert.Equal(default, pan);
        Assert.False(Track2.TryFromBcd(Convert.FromHexString(hex), symbols, out _));
    }

    [Theory]
    [InlineData("4761739001010119=29122011143", "476173******0119=***********")]
    [InlineData("4761739001010119=", "476173******0119=")]
    [InlineData("4761739=2912", "*******=****")]
    public void Text_is_masked(string text, string masked)
    {
        Assert.Equal(masked, Parse(text).ToString());
    }

    [Fact]
    public void Default_holds_nothing()
    {
        Track2 track = default;

        Assert.Equal("", track.ToString());
        Assert.Equal(0, track.CopyTo([]));
        Assert.Null(track.Expiry);
        Assert.Null(track.ServiceCode);
        Assert.Null(track.CountryCode);
    }

    private static Gen<string> Digits(int least, int most) =>
        from length in Gen.Choose(least, most)
        from digits in Gen.ArrayOf(Gen.Choose('0', '9'), length)
        select string.Concat(digits.Select(digit => (char)digit));

    private static Track2 Parse(string text)
    {
        Assert.True(Track2.TryParse(Encoding.ASCII.GetBytes(text), out Track2 track));
        return track;
    }
}
