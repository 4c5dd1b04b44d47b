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

    [Fact]
    public void Digits_of_every_length_are_read_as_a_person_reads_them_and_anything_else_is_refused()
    {
        var random = new Random(20260);
        for (int length = 1; length <= 18; length++)
        {
            for (int round = 0; round < 200; round++)
            {
                byte[] digits = [.. Enumerable.Range(0, length).Select(_ => (byte)('0' + random.Next(10)))];
                Assert.True(DigitValue.TryReadAscii(digits, out long value));
                Assert.Equal(long.Parse(System.Text.Encoding.ASCII.GetString(digits)), value);
            }
            for (int bad = 0; bad < 256 * length; bad++)
            {
                byte[] digits = new byte[length];
                Array.Fill(digits, (byte)'9');
                digits[bad / 256] = (byte)bad;
                Assert.Equal(char.IsAsciiDigit((char)(byte)bad), DigitValue.TryReadAscii(digits, out _));
            }
        }
    }
}
