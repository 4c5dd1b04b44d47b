using System.Text;
using CardSwitch.Iso8583;
using Xunit;

namespace CardSwitch.Tests.Encodings;

public sealed class PackedSymbolsTests
{
    [Fact]
    public void Symbols_of_every_count_are_packed_two_a_byte_with_a_zero_in_front_of_an_odd_count()
    {
        for (int count = 0; count <= 70; count++)
        {
            string digits = string.Concat(Enumerable.Range(1, count).Select(i => (char)('0' + i % 10)));
            byte[] packed = new byte[(count + 1) / 2], plain = new byte[count];
            Assert.True(PackedSymbols.TryPack(Encoding.ASCII.GetBytes(digits), packed));
            Assert.Equal((count % 2 == 0 ? "" : "0") + digits, Convert.ToHexString(packed));
            Assert.True(PackedSymbols.Unpack(packed, plain));
            Assert.Equal(digits, Encoding.ASCII.GetString(plain));
        }
    }

    [Fact]
    public void A_byte_that_is_no_symbol_is_found_at_every_place()
    {
        for (int count = 1; count <= 40; count++)
        {
            for (int at = 0; at < count; at++)
            {
                byte[] plain = Encoding.ASCII.GetBytes(new string('7', count)), packed = new byte[(count + 1) / 2];
                foreach (byte bad in "/@E\0\u0080"u8)
                {
                    plain[at] = bad;
                    Assert.False(PackedSymbols.TryPack(plain, packed));
                }
                plain[at] = (byte)'D';
                Assert.True(PackedSymbols.TryPack(plain, packed));
                Assert.Equal(at + (count & 1), Convert.ToHexString(packed).IndexOf('D', StringComparison.Ordinal));
                Assert.False(PackedSymbols.Unpack(packed, plain));
                Assert.Equal((byte)'=', plain[at]);
            }
        }
    }

    [Fact]
    public void The_nibble_in_front_of_an_odd_count_is_not_looked_at()
    {
        byte[] plain = new byte[3];
        Assert.True(PackedSymbols.Unpack([0xF1, 0x23], plain));
        Assert.Equal("123"u8.ToArray(), plain);
    }
}
