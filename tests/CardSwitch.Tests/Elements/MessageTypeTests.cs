using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Elements;

public class MessageTypeTests
{
    [Fact]
    public void Every_four_digits_read_and_write_the_same_in_both_encodings()
    {
        Span<byte> ascii = stackalloc byte[4];
        Span<byte> bcd = stackalloc byte[2];
        for (int digits = 0; digits <= 9999; digits++)
        {
            string text = digits.ToString("D4", CultureInfo.InvariantCulture);
            MessageType type = MessageType.Of(digits);

            type.WriteAscii(ascii);
            Assert.Equal(text, Encoding.ASCII.GetString(ascii));
            type.WriteBcd(bcd);
            Assert.Equal(text, Convert.ToHexString(bcd));
            Assert.Equal(text, type.ToString());

            Assert.True(MessageType.TryParse(ascii, out MessageType fromAscii));
            Assert.True(MessageType.TryFromBcd(bcd, out MessageType fromBcd));
            Assert.True(fromAscii == type && fromBcd == type);
        }
    }

    [Fact]
    public void Packed_bytes_are_read_exactly_when_every_nibble_is_a_digit()
    {
        for (int bytes = 0; bytes <= 0xFFFF; bytes++)
        {
            bool digits = bytes.ToString("X4", CultureInfo.InvariantCulture).All(char.IsAsciiDigit);
            Assert.Equal(digits, MessageType.TryFromBcd([(byte)(bytes >> 8), (byte)bytes], out _));
        }
    }

    [Fact]
    public void Characters_are_read_exactly_when_all_four_are_digits()
    {
        // Every byte in every place, among digits, and then whatever bytes come.
        for (int place = 0; place < 4; place++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] ascii = [.. "0200"u8];
                ascii[place] = (byte)value;
                Assert.Equal(char.IsAsciiDigit((char)value), MessageType.TryParse(ascii, out _));
            }
        }

        Prop.ForAll<byte, byte, byte>((a, b, c) =>
        {
            byte[] ascii = [a, b, c, (byte)'0'];
            return ascii.All(value => char.IsAsciiDigit((char)value)) == MessageType.TryParse(ascii, out _);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("020")]
    [InlineData("02000")]
    public void Another_length_is_not_a_message_type(string text)
    {
        Assert.False(MessageType.TryParse(Encoding.ASCII.GetBytes(text), out _));
        Assert.False(MessageType.TryFromBcd(new byte[text.Length], out _));
    }

    [Fact]
    public void Positions_have_the_standards_meaning()
    {
        MessageType type = MessageType.Of(1423);

        Assert.Equal(MessageVersion.Iso1993, type.Version);
        Assert.Equal(MessageClass.Reversal, type.Class);
        Assert.Equal(MessageFunction.Advice, type.Function);
        Assert.Equal(MessageOrigin.IssuerRepeat, type.Origin);
        Assert.Equal(0x1423, type.Bcd);
    }

    [Theory]
    [InlineData(0100, 0110)]
    [InlineData(0101, 0110)]
    [InlineData(0120, 0130)]
    [InlineData(0121, 0130)]
    [InlineData(0200, 0210)]
    [InlineData(0201, 0210)]
    [InlineData(0202, 0212)]
    [InlineData(0203, 0212)]
    [InlineData(0220, 0230)]
    [InlineData(0221, 0230)]
    [InlineData(0302, 0312)]
    [InlineData(0400, 0410)]
    [InlineData(0401, 0410)]
    [InlineData(0420, 0430)]
    [InlineData(0421, 0430)]
    [InlineData(0422, 0432)]
    [InlineData(0423, 0432)]
    [InlineData(0800, 0810)]
    [InlineData(0801, 0810)]
    [InlineData(1200, 1210)]
    [InlineData(1304, 1314)]
    [InlineData(1305, 1314)]
    [InlineData(1420, 1430)]
    [InlineData(1804, 1814)]
    [InlineData(1805, 1814)]
    [InlineData(2240, 2250)]
    [InlineData(2364, 2374)]
    public void A_message_is_answered_by_its_response(int sent, int answer)
    {
        MessageType response = MessageType.Of(sent).ToResponse();

        Assert.Equal(MessageType.Of(answer), response);
        Assert.True(response.IsResponse);
        Assert.False(response.IsRequest);
        Assert.False(response.HasResponse);
    }

    [Theory]
    [InlineData(0210)]
    [InlineData(0230)]
    [InlineData(0280)]
    [InlineData(0290)]
    [InlineData(1644)]
    [InlineData(1440)]
    public void An_answer_and_a_1993_notification_have_no_response(int sent)
    {
        MessageType type = MessageType.Of(sent);

        Assert.False(type.HasResponse);
        Assert.False(type.IsRequest);
        Assert.Throws<InvalidOperationException>(() => type.ToResponse());
    }

    [Theory]
    [InlineData(0100, true, false)]
    [InlineData(0421, true, false)]
    [InlineData(0430, false, true)]
    [InlineData(0180, false, true)]
    [InlineData(0290, false, true)]
    [InlineData(2240, false, false)]
    [InlineData(2364, false, false)]
    [InlineData(2374, false, true)]
    public void Function_tells_requests_from_responses(int sent, bool request, bool response)
    {
        Assert.Equal(request, MessageType.Of(sent).IsRequest);
        Assert.Equal(response, MessageType.Of(sent).IsResponse);
    }

    [Theory]
    [InlineData(0200, 0201)]
    [InlineData(0201, 0201)]
    [InlineData(0202, 0203)]
    [InlineData(0420, 0421)]
    [InlineData(1804, 1805)]
    public void A_request_has_a_repeat_and_the_repeat_leads_back(int first, int repeat)
    {
        Assert.Equal(MessageType.Of(repeat), MessageType.Of(first).ToRepeat());
        Assert.True(MessageType.Of(repeat).IsRepeat);
        Assert.Equal(MessageType.Of(first & ~1), MessageType.Of(repeat).WithoutRepeat());
        Assert.False(MessageType.Of(repeat).WithoutRepeat().IsRepeat);
    }

    [Theory]
    [InlineData(0210)]
    [InlineData(1440)]
    [InlineData(0208)]
    public void A_response_a_notification_and_a_reserved_origin_are_repeated_as_they_are(int sent)
    {
        Assert.Equal(MessageType.Of(sent), MessageType.Of(sent).ToRepeat());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10000)]
    public void A_literal_out_of_range_is_the_programmers_error(int digits)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MessageType.Of(digits));
    }
}
