using System.Buffers;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats;

public class HeaderSpecTests
{
    // Length, format, text format, total length, destination, source, then flags and what is reserved: 22 bytes in all.
    private const string BaseI = "16" + "01" + "02" + "003D" + "400552" + "123456" + "0000000000000000000000";
    private const string Reject = "1A" + "01" + "02" + "0057" + "123456" + "400552" + "0000000000000000000000" + "8000" + "0512";

    // 0800 with DE 7, 11 and 70, in EBCDIC.
    private const string Message = "F0F8F0F0" + "8220000000000000" + "0400000000000000"
        + "F1F1F2F2F0F5F3F0F1F2" + "F1F2F3F4F5F6" + "F3F0F1";

    private static readonly MessageFormat Format = MessageFormats.Iso1987Ebcdic.WithHeader(HeaderSpec.BaseI(400_552, 123_456));

    [Fact]
    public void A_base_i_header_has_stations_and_the_total_length()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(Format, output);
        writer.Begin(MessageType.Of(0800));
        writer.SetText(7, "1122053012");
        writer.SetText(11, "123456");
        writer.SetText(70, "301");
        Assert.True(writer.End(out int written).IsOk);
        Assert.Equal(BaseI + Message, Convert.ToHexString(output.WrittenSpan));
        Assert.Equal(0x3D, written);
    }

    [Fact]
    public void A_rejected_message_is_read_behind_both_headers_and_says_its_code()
    {
        byte[] frame = Convert.FromHexString(Reject + BaseI + Message);
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(Format).Parse(frame, index));
        var view = new MessageView(frame, index);
        Assert.Equal("301", view.GetText(70));
        Assert.Equal(48, view.Header.Length);
        Assert.Equal("0512", view.RejectCode);

        // An answer goes without the reject header, its stations exchanged.
        byte[] answer = new byte[64];
        Assert.Equal(22, Format.Header.Answer(view.Header, 0x3D - 22, answer));
        Assert.Equal("160102003D123456400552", Convert.ToHexString(answer, 0, 11));
    }

    [Theory]
    [InlineData(BaseI + Message)]
    [InlineData("16")]
    [InlineData("1A" + BaseI)]
    [InlineData("15" + BaseI)]
    [InlineData("")]
    public void Only_a_whole_header_is_one(string hex)
    {
        byte[] frame = Convert.FromHexString(hex);
        var index = new FieldIndex();
        ParseStatus status = new MessageParser(Format).Parse(frame, index);
        bool whole = hex == BaseI + Message;
        Assert.Equal(whole ? ParseError.None : ParseError.BadHeader, status.Error);
        if (whole) Assert.Null(new MessageView(frame, index).RejectCode);
        else Assert.Equal("byte 0: the header before the message type is not base-i 400552 123456", status.Describe(Format));
    }

    [Theory]
    [InlineData("6000030000", "6000010007", "6000070001")]
    [InlineData("6000030000", "60FFFF0000", "600000FFFF")]
    public void A_tpdu_is_answered_with_its_addresses_exchanged(string own, string asked, string expected)
    {
        HeaderSpec header = HeaderSpec.Tpdu(0x0003, 0x0000);
        Assert.Equal(own, Convert.ToHexString(header.Written));
        byte[] answer = new byte[5];
        Assert.Equal(5, header.Answer(Convert.FromHexString(asked), 100, answer));
        Assert.Equal(expected, Convert.ToHexString(answer));
    }

    [Fact]
    public void An_exact_header_admits_no_other()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii.WithHeader(HeaderSpec.Exact("ISO025000077"u8));
        byte[] frame = [.. "ISO025000077"u8, .. "0800"u8, 0, 0x20, 0, 0, 0, 0, 0, 0, .. "123456"u8];
        var parser = new MessageParser(format);
        var index = new FieldIndex();
        for (int i = 0; i < 40; i++) Assert.True(parser.Parse(frame, index).IsOk);
        Assert.Equal("123456", new MessageView(frame, index).GetText(11));
        frame[5] ^= 1;
        Assert.Equal(new ParseStatus(ParseError.BadHeader, 0, 0), parser.Parse(frame, index));
    }
}
