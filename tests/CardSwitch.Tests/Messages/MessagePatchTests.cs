using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using Xunit;

namespace CardSwitch.Tests.Messages;

public sealed class MessagePatchTests
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;
    private static readonly MessageFormat Hex = MessageFormats.Iso1987AsciiHex;
    private static readonly MessageFormat Binary = MessageFormats.Iso1987Binary;

    [Fact]
    public void No_edit_gives_the_same_bytes()
    {
        Assert.Equal(ReferenceMessages.R1, Patched(Ascii, ReferenceMessages.R1, _ => { }));
        Assert.Equal(ReferenceMessages.R2, Patched(Binary, ReferenceMessages.R2, _ => { }));
    }

    [Fact]
    public void A_request_becomes_its_answer_and_the_other_bytes_stay()
    {
        byte[] answer = Patched(Ascii, ReferenceMessages.R1, patch =>
        {
            patch.SetType(MessageType.Of(0210));
            Assert.True(patch.SetDigits(Field.Stan, 42).IsOk);
            Assert.True(patch.Set(Field.ResponseCode, "00"u8).IsOk);
        });

        byte[] expected = ReferenceMessages.R1;
        var index = Parse(Ascii, expected);
        "0210"u8.CopyTo(expected);
        expected[4 + 4] |= 0b10; // bit 39
        "000042"u8.CopyTo(expected.AsSpan(index[Field.Stan].Start));
        int at = index[37].End;
        Assert.Equal([.. expected[..at], .. "00"u8, .. expected[at..]], answer);
    }

    [Fact]
    public void Packed_fields_are_replaced_added_and_removed()
    {
        byte[] patched = Patched(Binary, ReferenceMessages.R2, patch =>
        {
            Assert.True(patch.Set(Field.Pan, "5555444433332"u8).IsOk);
            Assert.True(patch.SetDigits(33, 7).IsOk);
            patch.Remove(55);
            patch.Remove(22);
        });

        byte[] r2 = ReferenceMessages.R2;
        var index = Parse(Binary, r2);
        byte[] head = r2[..10];
        head[2 + 2] &= unchecked((byte)~0b100); // bit 22
        head[2 + 4] |= 0b1000_0000; // bit 33
        head[2 + 6] &= unchecked((byte)~0b10); // bit 55
        byte[] expected =
        [
            .. head, 0x13, 0x05, 0x55, 0x54, 0x44, 0x43, 0x33, 0x32,
            .. r2[index[3].Start..index[18].End], .. r2[index[23].Start..index[32].End],
            0x01, 0x07, .. r2[index[35].Start..index[52].End],
        ];
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(patched));
    }

    [Theory]
    [InlineData("iso1987-ascii")]
    [InlineData("iso1987-ascii-hex")]
    [InlineData("iso1987-binary")]
    public void The_secondary_bitmap_comes_and_goes_with_the_fields_above_64(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        byte[] one = Patched(format, Bare(format), patch => Assert.True(patch.Set(11, "123456"u8).IsOk));
        byte[] two = Patched(format, one, patch => Assert.True(patch.Set(70, "301"u8).IsOk));
        Assert.Equal(one.Length + format.BitmapLength + (format == Binary ? 2 : 3), two.Length);
        Assert.Equal("301", Text(format, two, 70));

        // Stays while another field needs it.
        byte[] three = Patched(format, two, patch =>
        {
            patch.Remove(70);
            Assert.True(patch.Set(128, [1, 2, 3, 4, 5, 6, 7, 8]).IsOk);
        });
        Assert.Equal("0102030405060708", Text(format, three, 128));
        Assert.Equal(2, Parse(format, three).BitmapWords);

        Assert.Equal(one, Patched(format, three, patch => patch.Remove(128)));
    }

    [Fact]
    public void A_hexadecimal_bitmap_that_stays_is_copied_as_it_came()
    {
        byte[] upper = Patched(Hex, Bare(Hex), patch => Assert.True(patch.Set(12, "010203"u8).IsOk));
        byte[] lower = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(upper).ToLowerInvariant());
        Assert.Equal(
            Encoding.ASCII.GetString(lower).Replace("010203", "040506", StringComparison.Ordinal),
            Encoding.ASCII.GetString(Patched(Hex, lower, patch => Assert.True(patch.Set(12, "040506"u8).IsOk))));
    }

    [Fact]
    public void The_last_of_several_edits_of_a_field_counts()
    {
        byte[] patched = Patched(Ascii, ReferenceMessages.R1, patch =>
        {
            Assert.True(patch.Set(Field.ResponseCode, "05"u8).IsOk);
            Assert.True(patch.Set(Field.Stan, "000001"u8).IsOk);
            Assert.True(patch.Set(Field.ResponseCode, "00"u8).IsOk);
            patch.Remove(Field.Stan);
            patch.Remove(37);
            Assert.True(patch.Set(37, "NEW"u8).IsOk);
        });
        Assert.Equal("00", Text(Ascii, patched, Field.ResponseCode));
        Assert.Null(Text(Ascii, patched, Field.Stan));
        Assert.Equal("NEW         ", Text(Ascii, patched, 37));
    }

    [Fact]
    public void Values_that_a_field_cannot_hold_are_refused_and_the_edits_stay_as_they_were()
    {
        byte[] patched = Patched(Binary, ReferenceMessages.R2, patch =>
        {
            Assert.Equal(new WriteStatus(WriteError.TooLong, 11), patch.Set(11, "1234567"u8));
            Assert.Equal(new WriteStatus(WriteError.TooLong, 11), patch.SetDigits(11, 1_000_000));
            Assert.Equal(new WriteStatus(WriteError.BadContent, 11), patch.SetDigits(11, -1));
            Assert.Equal(new WriteStatus(WriteError.BadContent, 11), patch.Set(11, "12 456"u8));
            Assert.Equal(new WriteStatus(WriteError.BadContent, 2), patch.Set(2, "47617390010101=9"u8));
            Assert.Equal(new WriteStatus(WriteError.BadContent, 49), patch.Set(49, "EUR"u8));
            Assert.Equal(new WriteStatus(WriteError.TooShort, 52), patch.Set(52, [1, 2]));
            Assert.Equal(new WriteStatus(WriteError.BadContent, 52), patch.SetDigits(52, 1));
            Assert.Equal(new WriteStatus(WriteError.BadContent, 28), patch.Set(28, "000000012"u8));
            Assert.Equal(new WriteStatus(WriteError.UnknownField, 1), patch.Set(1, [1]));
            Assert.Equal(new WriteStatus(WriteError.UnknownField, 129), patch.Set(129, [1]));
            Assert.Equal(new WriteStatus(WriteError.UnknownField, -1), patch.SetDigits(-1, 1));
        });
        Assert.Equal(ReferenceMessages.R2, patched);
    }

    [Fact]
    public void Short_values_of_fixed_fields_are_padded_as_the_format_says()
    {
        byte[] patched = Patched(Binary, ReferenceMessages.R2, patch =>
        {
            Assert.True(patch.Set(4, "99"u8).IsOk);
            Assert.True(patch.Set(41, "T1"u8).IsOk);
            Assert.True(patch.Set(28, "D00000012"u8).IsOk);
        });
        Assert.Equal("000000000099", Text(Binary, patched, 4));
        Assert.Equal("T1      ", Text(Binary, patched, 41));
        Assert.Equal("D00000012", Text(Binary, patched, 28));
    }

    [Fact]
    public void The_index_of_the_patched_message_is_the_one_a_parser_would_make()
    {
        var patch = new MessagePatch(Ascii);
        patch.SetType(MessageType.Of(0420));
        Assert.True(patch.SetDigits(90, 2_000_123_456).IsOk);
        Assert.True(patch.Set(Field.Pan, "5555444433332"u8).IsOk);
        patch.Remove(55);
        byte[] source = ReferenceMessages.R1, destination = new byte[1000];
        var written = new FieldIndex();
        Assert.True(patch.TryWrite(new MessageView(source, Parse(Ascii, source)), destination, out int length, written));

        FieldIndex parsed = Parse(Ascii, destination[..length]);
        Assert.Equal(parsed.Bitmap, written.Bitmap);
        Assert.Equal(parsed.Type, written.Type);
        Assert.Equal(parsed.BitmapWords, written.BitmapWords);
        foreach (int field in (int[])[0, 1, .. Ascii.Fields.Where(parsed.Has)])
        {
            Assert.Equal(parsed[field], written[field]);
        }
    }

    [Fact]
    public void A_destination_of_exactly_the_length_will_do_and_one_byte_less_will_not()
    {
        byte[] source = ReferenceMessages.R1;
        var view = new MessageView(source, Parse(Ascii, source));
        var patch = new MessagePatch(Ascii);
        Assert.True(patch.Set(Field.ResponseCode, "00"u8).IsOk);
        Assert.True(patch.Set(48, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8).IsOk);
        int exact = source.Length + 2 + 29;
        Assert.True(patch.GetMaxLength(view) >= exact);
        byte[] room = new byte[1000], tight = new byte[exact];
        Assert.True(patch.TryWrite(view, room, out int written));
        Assert.Equal(exact, written);
        Assert.True(patch.TryWrite(view, tight, out _));
        Assert.Equal(room[..exact], tight);
        Assert.False(patch.TryWrite(view, tight.AsSpan(1), out written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void A_message_that_was_not_read_to_its_end_is_written_with_the_fields_that_were()
    {
        byte[] source = ReferenceMessages.R1;
        var index = Parse(Ascii, source);
        source[index[32].Start] = (byte)'X';
        Assert.Equal(32, new MessageParser(Ascii).Parse(source, index).Field);
        var patch = new MessagePatch(Ascii);
        Assert.True(patch.Set(Field.ResponseCode, "30"u8).IsOk);
        byte[] destination = new byte[1000];
        Assert.True(patch.TryWrite(new MessageView(source, index), destination, out int length));

        Assert.Equal("2 3 4 7 11 12 13 14 18 22 23 25 39", Parse(Ascii, destination[..length]).Bitmap.ToString());
    }

    [Fact]
    public void A_source_of_another_format_is_a_mistake_of_the_program()
    {
        var patch = new MessagePatch(Binary);
        Assert.Throws<InvalidOperationException>(() =>
        {
            byte[] source = ReferenceMessages.R1;
            patch.TryWrite(new MessageView(source, Parse(Ascii, source)), new byte[1000], out _);
        });
    }

    private static byte[] Patched(MessageFormat format, byte[] source, Action<MessagePatch> edit)
    {
        var patch = new MessagePatch(format);
        edit(patch);
        var view = new MessageView(source, Parse(format, source));
        byte[] destination = new byte[patch.GetMaxLength(view)];
        Assert.True(patch.TryWrite(view, destination, out int written));
        Assert.True(patch.TryWrite(view, new byte[destination.Length + 64], out int again));
        Assert.Equal(written, again);
        return destination[..written];
    }

    private static byte[] Bare(MessageFormat format)
    {
        byte[] frame = new byte[format.MtiLength + format.BitmapLength];
        frame.AsSpan().Fill((byte)(format.BitmapEncoding == FieldEncoding.HexAscii ? '0' : 0));
        if (format.MtiEncoding == FieldEncoding.Ascii) "0800"u8.CopyTo(frame);
        return frame;
    }

    private static string? Text(MessageFormat format, byte[] frame, int field) =>
        new MessageView(frame, Parse(format, frame)).GetText(field);

    private static FieldIndex Parse(MessageFormat format, byte[] frame)
    {
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(frame, index));
        return index;
    }
}
