using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Elements;

public class PanTests
{
    private static readonly Gen<string> Numbers =
        from length in Gen.Choose(1, 19)
        from digits in Gen.ArrayOf(Gen.Choose('0', '9'), length)
        from valid in Gen.Choose(0, 1)
        let text = string.Concat(digits.Select(digit => (char)digit))
        select valid == 1 ? SlowPan.WithCheckDigit(text) : text;

    [Fact]
    public void Characters_agree_with_the_slow_twin()
    {
        Prop.ForAll(Arb.From(Numbers), text =>
        {
            Assert.True(Pan.TryParse(Encoding.ASCII.GetBytes(text), out Pan pan));
            AssertIs(text, pan);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Packed_digits_agree_with_the_slow_twin_whatever_the_padding()
    {
        Prop.ForAll(Arb.From(Numbers), Arb.From(Gen.Choose(0, 15)), (text, padding) =>
        {
            Assert.True(Pan.TryFromBcd(SlowPan.Pack(text, padding), text.Length, out Pan pan));
            AssertIs(text, pan);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Each_length_has_its_smallest_and_its_largest_number()
    {
        for (int length = 1; length <= 19; length++)
        {
            foreach (string text in new[] { new string('0', length), new string('9', length), new string('5', length) })
            {
                Assert.True(Pan.TryParse(Encoding.ASCII.GetBytes(text), out Pan pan));
                AssertIs(text, pan);
                Assert.True(Pan.TryFromBcd(SlowPan.Pack(text, 0xF), length, out pan));
                AssertIs(text, pan);
            }
        }
    }

    [Fact]
    public void A_character_that_is_no_digit_is_refused_in_every_place_of_every_length()
    {
        for (int length = 1; length <= 19; length++)
        {
            for (int place = 0; place < length; place++)
            {
                for (int value = 0; value < 256; value++)
                {
                    byte[] ascii = Encoding.ASCII.GetBytes("9876543210987654321"[..length]);
                    ascii[place] = (byte)value;
                    Assert.Equal(char.IsAsciiDigit((char)value), Pan.TryParse(ascii, out Pan pan));
                    Assert.Equal(char.IsAsciiDigit((char)value) ? length : 0, pan.Length);
                }
            }
        }
    }

    [Fact]
    public void A_nibble_above_nine_is_refused_in_every_place_of_every_length()
    {
        for (int length = 1; length <= 19; length++)
        {
            for (int place = 0; place < length; place++)
            {
                for (int nibble = 10; nibble <= 15; nibble++)
                {
                    char[] hex = "9876543210987654321"[..length].ToCharArray();
                    hex[place] = nibble.ToString("X", CultureInfo.InvariantCulture)[0];
                    Assert.False(Pan.TryFromBcd(SlowPan.Pack(new string(hex), 0), length, out _));
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901234567890")]
    public void Another_length_is_refused(string text)
    {
        Assert.False(Pan.TryParse(Encoding.ASCII.GetBytes(text), out _));
        Assert.False(Pan.TryFromBcd(SlowPan.Pack(text, 0), text.Length, out _));
    }

    [Theory]
    [InlineData(8, 15)]
    [InlineData(8, 14)]
    [InlineData(7, 16)]
    [InlineData(1, -1)]
    public void Packed_bytes_must_be_as_many_as_the_digits_take(int bytes, int digits)
    {
        Assert.Equal(bytes == (digits + 1) / 2, Pan.TryFromBcd(new byte[bytes], digits, out _));
    }

    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("378282246310005", true)]
    [InlineData("6011000990139424", true)]
    [InlineData("79927398713", true)]
    [InlineData("0000000000000000", false)]
    [InlineData("0", false)]
    public void Check_digit_is_that_of_the_published_numbers(string text, bool valid)
    {
        Assert.Equal(valid, Parse(text).HasValidCheckDigit);
    }

    [Theory]
    [InlineData("4761739001010119", "476173******0119")]
    [InlineData("4761739001019", "476173***1019")]
    [InlineData("476173900101", "********0101")]
    [InlineData("47617390", "****7390")]
    [InlineData("4761739", "*******")]
    [InlineData("4", "*")]
    [InlineData("4761739001010119123", "476173*********9123")]
    public void Text_is_masked(string text, string masked)
    {
        Assert.Equal(masked, Parse(text).ToString());
        Assert.Equal(masked, $"{Parse(text)}");
    }

    [Fact]
    public void Default_is_no_number()
    {
        Assert.Equal("", default(Pan).ToString());
        Assert.Equal("", default(Pan).ToUnmaskedString());
        Assert.Equal(0, default(Pan).CopyTo([]));
        Assert.False(default(Pan).HasValidCheckDigit);
    }

    [Theory]
    [InlineData("4761739001010119", 6, 476173UL)]
    [InlineData("4761739001010119", 8, 47617390UL)]
    [InlineData("4761739001010119", 19, 4761739001010119UL)]
    [InlineData("0123456789", 4, 123UL)]
    [InlineData("476", 8, 476UL)]
    public void Bin_is_the_first_digits(string text, int digits, ulong bin)
    {
        Assert.Equal(bin, Parse(text).Bin(digits));
    }

    [Fact]
    public void Bin_of_no_digits_or_of_too_many_is_the_programmers_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Parse("4761739001010119").Bin(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parse("4761739001010119").Bin(20));
    }

    [Fact]
    public void Leading_zeros_make_another_number()
    {
        Assert.True(Parse("0123") != Parse("123"));
        Assert.True(Parse("0123") == Parse("0123"));
        Assert.False(Parse("0123").Equals((object)Parse("123")));
    }

    private static Pan Parse(string text)
    {
        Assert.True(Pan.TryParse(Encoding.ASCII.GetBytes(text), out Pan pan));
        return pan;
    }

    private static void AssertIs(string text, Pan pan)
    {
        Assert.Equal(text.Length, pan.Length);
        Assert.Equal(ulong.Parse(text, CultureInfo.InvariantCulture), pan.Value);
        Assert.Equal(SlowPan.HasValidCheckDigit(text), pan.HasValidCheckDigit);
        Assert.Equal(text, pan.ToUnmaskedString());
        byte[] copy = new byte[text.Length];
        Assert.Equal(text.Length, pan.CopyTo(copy));
        Assert.Equal(text, Encoding.ASCII.GetString(copy));
    }
}
