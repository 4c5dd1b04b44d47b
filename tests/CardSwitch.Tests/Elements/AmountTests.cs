using System.Text;
using CardSwitch.Iso8583;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Elements;

public class AmountTests
{
    [Theory]
    [InlineData(12345, 978, "123.45 EUR")]
    [InlineData(5, 978, "0.05 EUR")]
    [InlineData(0, 978, "0.00 EUR")]
    [InlineData(-120, 978, "-1.20 EUR")]
    [InlineData(500, 392, "500 JPY")]
    [InlineData(1500, 414, "1.500 KWD")]
    [InlineData(7, 990, "0.0007 CLF")]
    [InlineData(12345, 7, "12345 007")]
    [InlineData(long.MinValue, 978, "-92233720368547758.08 EUR")]
    public void Text_has_the_currencys_decimals(long minorUnits, int numeric, string text)
    {
        Assert.Equal(text, new Amount(minorUnits, Currency.Of(numeric)).ToString());
    }

    [Fact]
    public void Without_currency_the_text_is_the_number()
    {
        Assert.Equal("12345", new Amount(12345, default).ToString());
        Assert.Equal("0", default(Amount).ToString());
    }

    [Theory]
    [InlineData("000000012345", 12345)]
    [InlineData("0", 0)]
    [InlineData("999999999999999999", 999999999999999999)]
    public void Digits_are_minor_units(string text, long minorUnits)
    {
        Assert.True(Amount.TryParse(Encoding.ASCII.GetBytes(text), Currency.Of(978), out Amount amount));
        Assert.Equal(new Amount(minorUnits, Currency.Of(978)), amount);
    }

    [Theory]
    [InlineData("C00001234", 1234)]
    [InlineData("D00001234", -1234)]
    [InlineData("C00000000", 0)]
    [InlineData("D00000000", 0)]
    [InlineData("D9999999999999999", -9999999999999999)]
    public void A_credit_is_above_zero_and_a_debit_below(string text, long minorUnits)
    {
        Assert.True(Amount.TryParseSigned(Encoding.ASCII.GetBytes(text), Currency.Of(978), out Amount amount));
        Assert.Equal(new Amount(minorUnits, Currency.Of(978)), amount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("C")]
    [InlineData("c00001234")]
    [InlineData("X00001234")]
    [InlineData("+00001234")]
    [InlineData("00001234")]
    [InlineData("C0000123 ")]
    [InlineData("C-0001234")]
    [InlineData("C9999999999999999999")]
    public void Any_other_signed_text_is_refused(string text)
    {
        Assert.False(Amount.TryParseSigned(Encoding.ASCII.GetBytes(text), Currency.Of(978), out Amount amount));
        Assert.Equal(default, amount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12 4")]
    [InlineData("-123")]
    [InlineData("1234567890123456789")]
    public void Any_other_text_is_refused(string text)
    {
        Assert.False(Amount.TryParse(Encoding.ASCII.GetBytes(text), Currency.Of(978), out _));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        Gen<long> amounts = Gen.Choose(-99_999_999, 99_999_999).Select(number => (long)number);
        Prop.ForAll(Arb.From(amounts), minorUnits =>
        {
            Amount amount = new(minorUnits, Currency.Of(978));
            byte[] signed = new byte[9];
            Assert.True(amount.TryWriteSigned(signed));
            Assert.True(Amount.TryParseSigned(signed, amount.Currency, out Amount again));
            Assert.Equal(amount, again);

            byte[] unsigned = new byte[12];
            Assert.Equal(minorUnits >= 0, amount.TryWrite(unsigned));
            Assert.True(minorUnits < 0 || (Amount.TryParse(unsigned, amount.Currency, out again) && again == amount));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_amount_too_long_for_its_field_is_not_written()
    {
        byte[] field = [.. "unchanged"u8];

        Assert.False(new Amount(100_000_000, default).TryWriteSigned(field));
        Assert.False(new Amount(1_000_000_000, default).TryWrite(field));
        Assert.False(new Amount(0, default).TryWriteSigned([]));
        Assert.Equal("unchanged"u8, field);
    }

    [Fact]
    public void Zero_is_written_as_a_credit()
    {
        byte[] field = new byte[9];
        Assert.True(default(Amount).TryWriteSigned(field));
        Assert.Equal("C00000000"u8, field);
    }

    [Fact]
    public void Amounts_of_two_currencies_differ()
    {
        Assert.True(new Amount(1, Currency.Of(978)) != new Amount(1, Currency.Of(840)));
        Assert.True(new Amount(1, Currency.Of(978)) == new Amount(1, Currency.Of(978)));
    }
}
