using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;
using Xunit;

namespace CardSwitch.Tests.Encodings;

public sealed class DigitValueTests
{
    [Fact]
    public void Every_number_of_four_digits_is_written_in_either_half_of_eight()
    {
        byte[] ascii = new byte[8], packed = new byte[4];
        for (int i = 0; i < 10_000; i++)
        {
            long value = i * 10_000L + (9999 - i);
            string expected = value.ToString("D8", CultureInfo.InvariantCulture);
            DigitValue.WriteAscii(ascii, value);
            DigitValue.WriteBcd(packed, value);
            Assert.Equal(expected, Encoding.ASCII.GetString(ascii));
            Assert.Equal(expected, Convert.ToHexString(packed));
        }
    }

    [Fact]
    public void A_number_fits_from_its_own_count_of_digits_on()
    {
        foreach (long value in (long[])[0, 9, 10, 99, 100, 999_999, 1_000_000, 999_999_999_999_999_999, long.MaxValue])
        {
            int count = value.ToString(CultureInfo.InvariantCulture).Length;
            Assert.Equal(count, DigitValue.Count(value));
            Assert.True(DigitValue.Fits(value, count));
            Assert.Equal(value == 0, DigitValue.Fits(value, count - 1));
        }
        Assert.False(DigitValue.Fits(-1, 18));
    }
}
