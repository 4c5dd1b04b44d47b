using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using Xunit;

namespace CardSwitch.Tests.Messages;

public sealed class FramePatchTests
{
    public static TheoryData<string> Formats => ["iso1987-ascii", "iso1987-binary"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Values_of_the_same_length_are_overwritten_and_nothing_else(string name)
    {
        var (frame, index) = Parse(name);
        byte[] before = [.. frame];

        FramePatch.SetType(frame, index, MessageType.Of(0210));
        Assert.True(FramePatch.TrySetDigits(frame, index, Field.Stan, 7));
        Assert.True(FramePatch.TrySet(frame, index, Field.LocalTime, "235959"u8));

        var again = new FieldIndex();
        Assert.True(new MessageParser(index.Format!).Parse(frame, again).IsOk);
        var view = new MessageView(frame, again);
        Assert.Equal(MessageType.Of(0210), view.Type);
        Assert.Equal(MessageType.Of(0210), index.Type);
        Assert.Equal("000007", view.GetText(Field.Stan));
        Assert.Equal("235959", view.GetText(Field.LocalTime));
        int start = index[Field.Stan].Start, end = index[Field.LocalTime].End, mti = index.Format!.MtiLength;
        Assert.Equal(before[mti..start], frame[mti..start]);
        Assert.Equal(before[end..], frame[end..]);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_does_not_fit_leaves_the_frame_as_it_was(string name)
    {
        var (frame, index) = Parse(name);
        byte[] before = [.. frame];

        Assert.False(FramePatch.TrySet(frame, index, Field.Stan, "12345"u8));
        Assert.False(FramePatch.TrySet(frame, index, Field.Stan, "12345A"u8));
        Assert.False(FramePatch.TrySet(frame, index, Field.ResponseCode, "00"u8));
        Assert.False(FramePatch.TrySet(frame, index, 0, "0210"u8));
        Assert.False(FramePatch.TrySetDigits(frame, index, Field.Stan, 1_000_000));
        Assert.False(FramePatch.TrySetDigits(frame, index, Field.Stan, -1));
        Assert.False(FramePatch.TrySetDigits(frame, index, Field.ResponseCode, 0));
        Assert.False(FramePatch.TrySetDigits(frame, index, 52, 0));
        Assert.Equal(before, frame);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Numbers_of_every_length_are_written_zero_filled(string name)
    {
        MessageFormat format = Format(name);
        for (int units = 1; units <= 23; units++)
        {
            MessageFormat one = format.With(60, new FieldSpec(
                "Number", ContentClass.Numeric, FieldLength.Fixed(units), format[Field.Stan]!.Encoding));
            foreach (long value in (long[])[0, 1, 9, 10, 99, 12345678, 123456789, 99999999, 987654321012345678, long.MaxValue])
            {
                var patch = new MessagePatch(one);
                string text = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
                WriteStatus status = patch.SetDigits(60, value);
                Assert.Equal(text.Length <= units, status.IsOk);
                if (!status.IsOk) continue;

                byte[] frame = new byte[100];
                var index = new FieldIndex();
                Assert.True(patch.TryWrite(Empty(one), frame, out int written, index));
                Assert.Equal(text.PadLeft(units, '0'), new MessageView(frame.AsSpan(0, written), index).GetText(60));
                Assert.True(FramePatch.TrySet(frame, index, 60, Encoding.ASCII.GetBytes(new string('8', units))));
                Assert.True(FramePatch.TrySetDigits(frame, index, 60, value));
                Assert.Equal(text.PadLeft(units, '0'), new MessageView(frame.AsSpan(0, written), index).GetText(60));
            }
        }
    }

    private static MessageView Empty(MessageFormat format)
    {
        byte[] frame = new byte[format.MtiLength + format.BitmapLength];
        if (format.MtiEncoding == FieldEncoding.Ascii) "0800"u8.CopyTo(frame);
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(frame, index).IsOk);
        return new MessageView(frame, index);
    }

    private static (byte[] Frame, FieldIndex Index) Parse(string name)
    {
        byte[] frame = name == "iso1987-binary" ? ReferenceMessages.R2 : ReferenceMessages.R1;
        var index = new FieldIndex();
        Assert.True(new MessageParser(Format(name)).Parse(frame, index).IsOk);
        return (frame, index);
    }

    private static MessageFormat Format(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        return format;
    }
}
