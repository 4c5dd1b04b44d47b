using System.Buffers;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using Xunit;

namespace CardSwitch.Tests.Messages;

public sealed class MessageTranscoderTests
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;
    private static readonly MessageFormat Hex = MessageFormats.Iso1987AsciiHex;
    private static readonly MessageFormat Binary = MessageFormats.Iso1987Binary;

    [Fact]
    public void The_reference_messages_become_each_other()
    {
        AssertBytes(ReferenceMessages.R2, Transcode(Ascii, Binary, ReferenceMessages.R1));
        AssertBytes(ReferenceMessages.R1, Transcode(Binary, Ascii, ReferenceMessages.R2));
        AssertBytes(ReferenceMessages.R1, Transcode(Ascii, Ascii, ReferenceMessages.R1));
    }

    [Fact]
    public void Through_hexadecimal_and_back_every_byte_is_the_same()
    {
        byte[] hex = Transcode(Binary, Hex, ReferenceMessages.R2);
        AssertBytes(ReferenceMessages.R1, Transcode(Hex, Ascii, hex));
        AssertBytes(ReferenceMessages.R2, Transcode(Hex, Binary, hex));
    }

    [Fact]
    public void Every_field_of_the_standard_comes_through()
    {
        byte[] full = Write(Ascii, [.. Ascii.Fields.Select(field => (field, Sample(Ascii[field]!, field)))]);
        byte[] packed = Transcode(Ascii, Binary, full);
        AssertBytes(Write(Binary, [.. Binary.Fields.Select(field => (field, Sample(Ascii[field]!, field)))]), packed);
        AssertBytes(full, Transcode(Binary, Ascii, packed));
        AssertBytes(full, Transcode(Hex, Ascii, Transcode(Binary, Hex, packed)));
    }

    [Fact]
    public void Track_symbols_beyond_the_separator_come_through()
    {
        byte[] text = Write(Ascii, [(35, "4761739001010119=2712:;<>?01"), (36, "1234=0D?")]);
        byte[] packed = Transcode(Ascii, Binary, text);
        AssertBytes(
            Write(Ascii, [(35, "4761739001010119=2712:;<>?01"), (36, "1234=0=?")]), Transcode(Binary, Ascii, packed));
    }

    [Fact]
    public void A_value_is_padded_where_the_other_format_is_longer()
    {
        MessageFormat wide = Ascii
            .With(3, Spec(ContentClass.Numeric, FieldLength.Fixed(8), Padding.LeftZero))
            .With(11, Spec(ContentClass.Numeric, FieldLength.UpTo(12, 2), Padding.None))
            .With(41, Spec(ContentClass.AlphaNumericSpecial, FieldLength.Fixed(10), Padding.RightSpace));
        byte[] source = Write(Binary, [(3, "123456"), (11, "000042"), (41, "TERM0001")]);
        AssertBytes(
            Write(wide, [(3, "00123456"), (11, "000042"), (41, "TERM0001  ")]), Transcode(Binary, wide, source));
    }

    [Fact]
    public void The_field_that_does_not_fit_is_named()
    {
        Assert.Equal(new WriteStatus(WriteError.UnknownField, 22), Refused(Ascii, Binary.Without(22), ReferenceMessages.R1));
        Assert.Equal(
            new WriteStatus(WriteError.TooLong, 42),
            Refused(Ascii, Binary.With(42, Spec(ContentClass.AlphaNumericSpecial, FieldLength.Fixed(14))), ReferenceMessages.R1));
        Assert.Equal(
            new WriteStatus(WriteError.TooLong, 55),
            Refused(Ascii, Ascii.With(55, Spec(
                ContentClass.Binary, FieldLength.UpTo(119, 3), encoding: FieldEncoding.Binary)), ReferenceMessages.R1));
        Assert.Equal(
            new WriteStatus(WriteError.TooShort, 42),
            Refused(Ascii, Binary.With(42, Spec(ContentClass.AlphaNumericSpecial, FieldLength.Fixed(16))), ReferenceMessages.R1));
        Assert.Equal(
            new WriteStatus(WriteError.BadContent, 43),
            Refused(Ascii, Ascii.With(43, Spec(ContentClass.AlphaNumeric, FieldLength.Fixed(40))), Write(Ascii, [(43, "A, B")])));
        Assert.Equal(
            new WriteStatus(WriteError.BadContent, 49), Refused(Ascii, Binary, Write(Ascii, [(2, "4"), (49, "EUR")])));
    }

    [Fact]
    public void Digits_that_are_none_are_refused_even_if_the_parser_let_them_pass()
    {
        foreach (int field in (int[])[2, 7, 11, 18, 22, 32, 49])
        {
            byte[] ascii = ReferenceMessages.R1, packed = ReferenceMessages.R2;
            ascii[Parse(Ascii, ascii)[field].End - 1] = (byte)':';
            packed[Parse(Binary, packed)[field].End - 1] |= 0x0A;
            var expected = new WriteStatus(WriteError.BadContent, field);
            Assert.Equal(expected, Refused(Ascii, Binary, ascii));
            Assert.Equal(expected, Refused(Binary, Ascii, packed));
        }
    }

    [Fact]
    public void A_destination_of_exactly_the_length_will_do_and_no_less()
    {
        foreach (var (from, to, source, target) in ((MessageFormat, MessageFormat, byte[], byte[])[])
            [(Ascii, Binary, ReferenceMessages.R1, ReferenceMessages.R2),
            (Binary, Ascii, ReferenceMessages.R2, ReferenceMessages.R1)])
        {
            var transcoder = new MessageTranscoder(from, to);
            var view = new MessageView(source, Parse(from, source));
            for (int length = 0; length < target.Length; length++)
            {
                WriteStatus status = transcoder.TryTranscode(view, new byte[length], out int written);
                Assert.Equal((WriteError.DestinationTooSmall, 0), (status.Error, written));
            }
            byte[] exact = new byte[target.Length];
            Assert.True(transcoder.TryTranscode(view, exact, out _).IsOk);
            AssertBytes(target, exact);
        }
    }

    [Fact]
    public void A_message_that_would_grow_beyond_all_frames_is_refused()
    {
        MessageFormat binary = Big(FieldEncoding.Binary), hex = Big(FieldEncoding.HexAscii);
        string value = new('A', 2 * 9000);
        byte[] source = Write(binary, [(60, value), (61, value), (62, value), (63, value)]);
        Assert.Equal(new WriteStatus(WriteError.FrameTooLong, 63), Refused(binary, hex, source));

        static MessageFormat Big(FieldEncoding encoding) => ((int[])[60, 61, 62, 63]).Aggregate(
            Ascii, (format, field) => format.With(field, Spec(
                ContentClass.Binary, FieldLength.UpTo(9999, 4), encoding: encoding)));
    }

    [Fact]
    public void The_result_can_be_patched_without_another_parse()
    {
        byte[] r1 = ReferenceMessages.R1, destination = new byte[1000];
        var index = new FieldIndex();
        Assert.True(new MessageTranscoder(Ascii, Binary)
            .TryTranscode(new MessageView(r1, Parse(Ascii, r1)), destination, out int written, index).IsOk);
        Assert.True(FramePatch.TrySetDigits(destination, index, Field.Stan, 654321));
        FramePatch.SetType(destination, index, MessageType.Of(0220));

        byte[] frame = destination[..written];
        var view = new MessageView(frame, Parse(Binary, frame));
        Assert.Equal((MessageType.Of(0220), "654321"), (view.Type, view.GetText(Field.Stan)));
    }

    [Fact]
    public void A_source_of_another_format_is_a_mistake_of_the_program()
    {
        Assert.Throws<InvalidOperationException>(() => Transcode(Ascii, Binary, Ascii, ReferenceMessages.R1));

        static byte[] Transcode(MessageFormat from, MessageFormat to, MessageFormat parsed, byte[] source)
        {
            new MessageTranscoder(to, from).TryTranscode(
                new MessageView(source, Parse(parsed, source)), new byte[1000], out _);
            return source;
        }
    }

    private static FieldSpec Spec(
        ContentClass content, FieldLength length, Padding padding = default,
        FieldEncoding encoding = FieldEncoding.Ascii) =>
        new("Changed", content, length, encoding, Padding: padding);

    private static string Sample(FieldSpec spec, int field) => spec.Content switch
    {
        ContentClass.Binary => string.Concat(Enumerable.Repeat("C5", Length(spec, field))),
        ContentClass.SignedNumeric => "C" + Digits(Length(spec, field) - 1, field),
        ContentClass.Track => "4761739001010119=2712"[..Math.Min(21, Length(spec, field))],
        ContentClass.Alpha or ContentClass.AlphaNumericSpecial => new string('Q', Length(spec, field)),
        _ => Digits(Length(spec, field), field),
    };

    // Odd and even, and all lengths up to a few vectors' width.
    private static int Length(FieldSpec spec, int field) =>
        spec.Length.IsFixed ? spec.Length.Max : Math.Min(spec.Length.Max, 1 + field * 7 % 41);

    private static string Digits(int count, int seed) =>
        string.Concat(Enumerable.Range(0, count).Select(i => (char)('0' + (i * 3 + seed) % 10)));

    private static byte[] Write(MessageFormat format, (int Field, string Text)[] values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, buffer);
        writer.Begin(MessageType.Of(0200));
        foreach (var (field, text) in values) Assert.Equal(WriteStatus.Ok, writer.SetText(field, text));
        Assert.Equal(WriteStatus.Ok, writer.End(out _));
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Transcode(MessageFormat from, MessageFormat to, byte[] source)
    {
        byte[] destination = new byte[20_000];
        var index = new FieldIndex();
        WriteStatus status = new MessageTranscoder(from, to).TryTranscode(
            new MessageView(source, Parse(from, source)), destination, out int written, index);
        Assert.Equal(WriteStatus.Ok, status);

        byte[] frame = destination[..written];
        FieldIndex parsed = Parse(to, frame);
        Assert.Equal((parsed.Bitmap, parsed.Type, parsed.BitmapWords), (index.Bitmap, index.Type, index.BitmapWords));
        Assert.Same(to, index.Format);
        Assert.All(to.Fields.Where(parsed.Has), field => Assert.Equal(parsed[field], index[field]));
        return frame;
    }

    private static WriteStatus Refused(MessageFormat from, MessageFormat to, byte[] source)
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(from, ParseChecks.None).Parse(source, index).IsOk);
        WriteStatus status = new MessageTranscoder(from, to).TryTranscode(
            new MessageView(source, index), new byte[100_000], out int written);
        Assert.Equal(0, written);
        return status;
    }

    private static FieldIndex Parse(MessageFormat format, byte[] frame)
    {
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(frame, index));
        return index;
    }

    private static void AssertBytes(byte[] expected, byte[] actual) =>
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(actual));
}
