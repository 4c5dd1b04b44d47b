using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Elements;

public class CurrencyTests
{
    [Theory]
    [InlineData(978, "EUR", 2)]
    [InlineData(840, "USD", 2)]
    [InlineData(392, "JPY", 0)]
    [InlineData(414, "KWD", 3)]
    [InlineData(990, "CLF", 4)]
    [InlineData(008, "ALL", 2)]
    [InlineData(959, "XAU", 0)]
    [InlineData(999, "XXX", 0)]
    [InlineData(532, "XCG", 2)]
    [InlineData(891, "CSD", 2)]
    public void Number_letters_and_exponent_belong_together(int numeric, string alpha, int exponent)
    {
        Assert.True(Currency.TryParse(Encoding.ASCII.GetBytes(alpha), out Currency fromAlpha));
        Assert.True(Currency.TryParse(
            Encoding.ASCII.GetBytes(numeric.ToString("D3", CultureInfo.InvariantCulture)), out Currency fromDigits));

        Assert.True(fromAlpha == fromDigits && fromDigits == Currency.Of(numeric));
        Assert.Equal(numeric, fromAlpha.Numeric);
        Assert.Equal(alpha, fromAlpha.AlphaCode);
        Assert.Equal(exponent, fromAlpha.Exponent);
        Assert.True(fromAlpha.IsKnown);
    }

    [Fact]
    public void A_withdrawn_code_that_shares_its_number_is_still_read()
    {
        Assert.True(Currency.TryParse("ANG"u8, out Currency guilder));
        Assert.Equal(532, guilder.Numeric);
    }

    [Fact]
    public void Every_row_of_the_table_is_found_by_its_letters_and_its_number()
    {
        Assert.Equal(231, CurrencyTable.Count);
        var letters = new HashSet<string>();
        for (int row = 0; row < CurrencyTable.Count; row++)
        {
            int numeric = CurrencyTable.Numeric(row);
            Assert.True(row == 0 || CurrencyTable.Numeric(row - 1) <= numeric);
            Assert.True(letters.Add(Encoding.ASCII.GetString(CurrencyTable.Alpha(row))));
            Assert.Equal(numeric, CurrencyTable.NumericOf(CurrencyTable.Alpha(row)));
            Assert.Equal(numeric, CurrencyTable.Numeric(CurrencyTable.Find(numeric)));
            Assert.InRange(CurrencyTable.Exponent(row), 0, 4);
        }
    }

    [Fact]
    public void Currencies_of_three_and_of_four_decimals_are_the_standards()
    {
        string WithExponent(int exponent) => string.Join(' ', Enumerable.Range(0, CurrencyTable.Count)
            .Where(row => CurrencyTable.Exponent(row) == exponent)
            .Select(row => Encoding.ASCII.GetString(CurrencyTable.Alpha(row))).Order(StringComparer.Ordinal));

        Assert.Equal("BHD IQD JOD KWD LYD OMR TND", WithExponent(3));
        Assert.Equal("CLF UYW", WithExponent(4));
    }

    [Fact]
    public void An_unknown_number_passes_through_as_digits()
    {
        Assert.True(Currency.TryParse("007"u8, out Currency currency));
        Assert.False(currency.IsKnown);
        Assert.Equal("007", currency.ToString());
        Assert.Equal(0, currency.Exponent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("97")]
    [InlineData("9780")]
    [InlineData("000")]
    [InlineData("97A")]
    [InlineData("eur")]
    [InlineData("QQQ")]
    [InlineData("   ")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Currency.TryParse(Encoding.ASCII.GetBytes(text), out Currency currency));
        Assert.Equal(default, currency);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(-1)]
    public void A_literal_out_of_range_is_the_programmers_error(int numeric)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Currency.Of(numeric));
    }
}
