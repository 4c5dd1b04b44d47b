using System.Buffers;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using Xunit;

namespace CardSwitch.Tests.Messages;

public sealed class MessageWriterTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_reference_messages_are_written_byte_for_byte(bool ascending)
    {
        Assert.Equal(
            Convert.ToHexString(ReferenceMessages.R1), Convert.ToHexString(Write(MessageFormats.Iso1987Ascii, ascending)));
        Assert.Equal(
            Convert.ToHexString(ReferenceMessages.R2), Convert.ToHexString(Write(MessageFormats.Iso1987Binary, ascending)));
    }

    [Fact]
    public void What_is_written_in_hexadecimal_characters_is_read_back()
    {
        byte[] frame = Write(MessageFormats.Iso1987AsciiHex, ascending: true);
        Assert.All(frame, b => Assert.InRange(b, (byte)0x20, (byte)0x7E));
        var index = new FieldIndex();
        Assert.True(new MessageParser(MessageFormats.Iso1987AsciiHex).Parse(frame, index).IsOk);
        foreach (var (field, text) in ReferenceMessages.Values)
        {
            Assert.Equal(text, new MessageView(frame, index).GetText(field));
        }
    }

    [Fact]
    public void Messages_follow_each_other_in_the_buffer()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(MessageFormats.Iso1987Ascii, buffer);
        writer.Begin(MessageType.Of(0800));
        writer.SetDigits(70, 301);
        writer.SetDigits(11, 1);
        Assert.Equal(WriteStatus.Ok, writer.End(out int first));
        writer.Begin(MessageType.Of(0810));
        writer.SetText(39, "00");
        writer.SetText(39, "05");
        Assert.Equal(WriteStatus.Ok, writer.End(out int second));

        byte[] expected =
        [
            .. "0800"u8, 0x80, 0x20, 0, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0, 0, 0, .. "000001301"u8,
            .. "0810"u8, 0, 0, 0, 0, 2, 0, 0, 0, .. "05"u8,
        ];
        Assert.Equal(expected, buffer.WrittenSpan.ToArray());
        Assert.Equal((expected.Length - 14, 14), (first, second));
    }

    [Fact]
    public void After_a_refused_value_nothing_is_written_and_the_end_says_why()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(MessageFormats.Iso1987Ascii, buffer);
        writer.Begin(MessageType.Of(0200));
        writer.SetText(11, "12X456");
        writer.SetText(2, "47617390010101190000");
        Assert.Equal(new WriteStatus(WriteError.BadContent, 11), writer.End(out int written));
        Assert.Equal((0, 0), (written, buffer.WrittenCount));

        writer.Begin(MessageType.Of(0200));
        Assert.True(writer.End(out _).IsOk);
        Assert.Equal(12, buffer.WrittenCount);
    }

    [Fact]
    public void Text_that_is_not_ascii_or_no_hexadecimal_is_refused()
    {
        var writer = new MessageWriter(MessageFormats.Iso1987Ascii, new ArrayBufferWriter<byte>());
        writer.Begin(MessageType.Of(0200));
        Assert.Equal(new WriteStatus(WriteError.BadContent, 43), writer.SetText(43, "CAFÉ"));
        Assert.Equal(new WriteStatus(WriteError.BadContent, 43), writer.SetText(43, "CAF\u0141"));
        Assert.Equal(new WriteStatus(WriteError.BadContent, 52), writer.SetText(52, "A1B2C3D4E5F6071"));
        Assert.Equal(new WriteStatus(WriteError.BadContent, 52), writer.SetText(52, "A1B2C3D4E5F6071G"));
        Assert.Equal(new WriteStatus(WriteError.TooLong, 52), writer.SetText(52, "A1B2C3D4E5F6071800"));
        Assert.Equal(WriteStatus.Ok, writer.SetText(52, "a1b2c3d4e5f60718"));
    }

    [Fact]
    public void A_value_that_outgrows_the_buffer_is_written_whole()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, buffer);
        writer.Begin(MessageType.Of(0200));
        byte[] value = Encoding.ASCII.GetBytes(new string('x', 999));
        foreach (int field in (int[])[46, 47, 48, 56, 57, 58, 59, 60, 61, 62]) Assert.True(writer.Set(field, value).IsOk);
        Assert.True(writer.End(out int written).IsOk);
        Assert.Equal(12 + 10 * 1002, written);
        Assert.True(new MessageParser(format).Parse(buffer.WrittenSpan, new FieldIndex()).IsOk);
    }

    [Fact]
    public void An_error_names_the_field_and_what_was_expected()
    {
        Assert.Equal(
            "field 11, Systems trace audit number (n 6): the value is longer than that",
            new WriteStatus(WriteError.TooLong, 11).Describe(MessageFormats.Iso1987Ascii));
        Assert.Equal("BadContent, field 2", new WriteStatus(WriteError.BadContent, 2).ToString());
    }

    private static byte[] Write(MessageFormat format, bool ascending)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, buffer);
        writer.Begin(MessageType.Of(0200));
        foreach (var (field, text) in ascending ? ReferenceMessages.Values : [.. ReferenceMessages.Values.Reverse()])
        {
            Assert.Equal(WriteStatus.Ok, writer.SetText(field, text));
        }
        Assert.Equal(WriteStatus.Ok, writer.End(out int written));
        Assert.Equal(buffer.WrittenCount, written);
        return buffer.WrittenSpan.ToArray();
    }
}
