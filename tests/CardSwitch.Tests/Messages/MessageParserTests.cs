using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Messages;

public class MessageParserTests
{
    public static TheoryData<string> Formats => TestFormats.Names;

    [Theory]
    [MemberData(nameof(Formats))]
    public void Sound_frames_give_what_the_slow_twin_gives(string name)
    {
        var agreement = new ParserAgreement();
        Prop.ForAll(Generators.Messages(TestFormats.Named(name)), message =>
        {
            agreement.Check(message.Format, message.Frame);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_frames_give_what_the_slow_twin_gives(string name)
    {
        var agreement = new ParserAgreement();
        Prop.ForAll(Generators.DamagedFrames(TestFormats.Named(name)), damaged =>
        {
            agreement.Check(damaged.Format, damaged.Frame);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Noise_gives_what_the_slow_twin_gives(string name)
    {
        var agreement = new ParserAgreement();
        Prop.ForAll(Generators.Noise(TestFormats.Named(name)), noise =>
        {
            agreement.Check(noise.Format, noise.Frame);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_was_written_is_read_back(string name)
    {
        var index = new FieldIndex();
        Prop.ForAll(Generators.Messages(TestFormats.Named(name)), message =>
        {
            Assert.Equal(ParseStatus.Ok, new MessageParser(message.Format).Parse(message.Frame, index));
            var view = new MessageView(message.Frame, index);
            Assert.Equal(message.Message.ReadBackFrom(message.Format).ToString(), PlainMessage.Of(view).ToString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_shorter_frame_is_truncated_where_it_ends(string name)
    {
        var index = new FieldIndex();
        Prop.ForAll(Generators.Messages(TestFormats.Named(name)), message =>
        {
            var parser = new MessageParser(message.Format);
            int step = message.Frame.Length / 500 + 1;
            for (int length = 0; length < message.Frame.Length; length += step)
            {
                ParseStatus status = parser.Parse(message.Frame.AsSpan(0, length), index);
                Assert.Equal((ParseError.Truncated, length), (status.Error, status.Offset));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void A_frame_of_65535_bytes_is_read_and_a_longer_one_is_not()
    {
        MessageFormat format = TestFormats.Named("wide");
        var agreement = new ParserAgreement();
        byte[] most = SlowWriter.Write(format, new SlowMessage("0200", LongestValues(format)));
        byte[] padded = new byte[65_535];
        most.CopyTo(padded, 0);
        agreement.Check(format, padded);
        Assert.Equal(ParseStatus.Ok, new MessageParser(format, ParseChecks.Content).Parse(padded, new FieldIndex()));

        agreement.Check(format, new byte[65_536]);
        ParseStatus status = new MessageParser(format).Parse(new byte[65_536], new FieldIndex());
        Assert.Equal(new ParseStatus(ParseError.FrameTooLong, 1, 65_535), status);
    }

    [Theory]
    [InlineData("020", ParseError.Truncated, 0, 3)]
    [InlineData("02 0", ParseError.BadMessageType, 0, 0)]
    [InlineData("0200B238", ParseError.Truncated, 1, 8)]
    [InlineData("020020000000000G0000", ParseError.BadBitmap, 1, 15)]
    [InlineData("02008000000000000000000000000000000", ParseError.Truncated, 1, 35)]
    [InlineData("02004000000000000000", ParseError.Truncated, 2, 20)]
    [InlineData("0200400000000000000020" + "12345678901234567890", ParseError.LengthOverMaximum, 2, 20)]
    [InlineData("02004000000000000000-1" + "1", ParseError.BadLengthDigits, 2, 20)]
    [InlineData("0200400000000000000002" + "1x", ParseError.BadContent, 2, 23)]
    [InlineData("0200400000000000000002" + "123", ParseError.TrailingBytes, 1, 24)]
    [InlineData("02004000000000000000021", ParseError.Truncated, 2, 23)]
    [InlineData("020080000000000000000000000000000001", ParseError.Truncated, 128, 36)]
    public void The_first_fault_is_named_with_its_field_and_offset(string frame, ParseError error, int field, int offset)
    {
        var parser = new MessageParser(MessageFormats.Iso1987AsciiHex);
        ParseStatus status = parser.Parse(Encoding.ASCII.GetBytes(frame), new FieldIndex());
        Assert.Equal(new ParseStatus(error, field, offset), status);
    }

    [Fact]
    public void An_announced_field_that_the_format_lacks_is_named_before_its_bytes_are_looked_at()
    {
        var parser = new MessageParser(MessageFormats.Iso1987AsciiHex.Without(3));
        ParseStatus status = parser.Parse("020060000000000000000212"u8, new FieldIndex());
        Assert.Equal(new ParseStatus(ParseError.UnknownField, 3, 24), status);
    }

    [Fact]
    public void After_an_error_the_fields_before_it_can_still_be_read()
    {
        var index = new FieldIndex();
        byte[] frame = [.. "02006020000000000000"u8, .. "0212"u8, .. "000000"u8, .. "12345x"u8];
        ParseStatus status = new MessageParser(MessageFormats.Iso1987AsciiHex).Parse(frame, index);
        Assert.Equal(new ParseStatus(ParseError.BadContent, 11, 35), status);

        var view = new MessageView(frame, index);
        Assert.Equal("0200", view.Type.ToString());
        Assert.Equal("2 3", index.Bitmap.ToString());
        Assert.Equal("12", view.GetText(2));
        Assert.Equal("000000", view.GetText(3));
        Assert.False(view.Has(11));
        Assert.Null(view.GetText(11));
    }

    [Fact]
    public void Nothing_of_a_message_is_in_the_words_for_its_faults()
    {
        byte[] frame = [.. "02004000000000000000"u8, .. "0412Z4"u8];
        MessageFormat format = MessageFormats.Iso1987AsciiHex;
        ParseStatus status = new MessageParser(format).Parse(frame, new FieldIndex());
        Assert.Equal("BadContent, field 2, byte 24", status.ToString());
        Assert.Equal(
            "field 2, Primary account number (n ..19), at byte 24: a byte that the content class excludes",
            status.Describe(format));
    }

    [Fact]
    public void A_parser_without_a_format_or_an_index_is_the_programmers_error()
    {
        Assert.Throws<ArgumentNullException>(() => new MessageParser(null!));
        Assert.Throws<ArgumentNullException>(() => new MessageParser(MessageFormats.Iso1987Ascii).Parse([], null!));
    }

    private static IEnumerable<KeyValuePair<int, byte[]>> LongestValues(MessageFormat format) =>
        from field in Enumerable.Range(2, 6)
        let symbol = format[field]!.Content == ContentClass.Alpha ? 'A' : '1'
        select KeyValuePair.Create(field, Enumerable.Repeat((byte)symbol, format[field]!.Length.Max).ToArray());
}
