using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Messages;

public class MisalignmentTests
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    [Fact]
    public void A_sound_frame_has_no_hint() => Assert.Null(Misalignment.Find(Ascii, ReferenceMessages.R1));

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public void A_field_of_the_wrong_length_is_within_the_range(int shift)
    {
        byte[] frame = ReferenceMessages.R1;
        int at = frame.AsSpan().IndexOf("632605123456"u8);
        frame = shift > 0 ? [.. frame[..at], .. "0"u8, .. "0"u8, .. frame[at..]] : [.. frame[..at], .. frame[(at - shift)..]];
        MisalignmentHint hint = Assert.NotNull(Misalignment.Find(Ascii, frame));
        Assert.Equal(shift, hint.Shift);
        Assert.InRange(37, hint.First, hint.Last);
    }

    [Fact]
    public void A_prefix_that_is_wider_than_the_format_says_is_within_the_range()
    {
        byte[] frame = ReferenceMessages.R1;
        int at = frame.AsSpan().LastIndexOf("344761739001010119="u8);
        MisalignmentHint hint = Assert.NotNull(Misalignment.Find(Ascii, [.. frame[..at], (byte)'0', .. frame[at..]]));
        Assert.Equal(1, hint.Shift);
        Assert.InRange(35, hint.First, hint.Last);
    }

    [Fact]
    public void A_status_described_with_its_frame_ends_with_the_hint()
    {
        byte[] frame = ReferenceMessages.R1;
        int at = frame.AsSpan().IndexOf("632605123456"u8);
        frame = [.. frame[..at], .. "00"u8, .. frame[at..]];
        ParseStatus status = new MessageParser(Ascii).Parse(frame, new FieldIndex());
        string hint = Misalignment.Find(Ascii, frame)!.Value.ToString();
        Assert.Equal($"{status.Describe(Ascii)}; {hint}", status.Describe(Ascii, frame));
        Assert.Equal("no error", ParseStatus.Ok.Describe(Ascii, ReferenceMessages.R1));
    }

    [Fact]
    public void A_field_that_the_bitmap_does_not_announce_is_within_the_range()
    {
        byte[] frame = ReferenceMessages.R1;
        frame[8] &= 0xF7; // DE 37
        MisalignmentHint hint = Assert.NotNull(Misalignment.Find(Ascii, frame));
        Assert.Equal(12, hint.Shift);
        Assert.InRange(37, hint.First, hint.Last);
        Assert.Contains($"12 bytes too many stand before field {hint.Last}: look at fields {hint.First} to", hint.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_the_bitmap_announces_and_that_is_not_there_is_within_the_range()
    {
        byte[] frame = ReferenceMessages.R1;
        frame[8] |= 0x02; // DE 39
        MisalignmentHint hint = Assert.NotNull(Misalignment.Find(Ascii, frame));
        Assert.Equal(-2, hint.Shift);
        Assert.InRange(39, hint.First, hint.Last);
    }

    [Fact]
    public void A_header_that_the_format_does_not_know_is_seen_before_the_message_type()
    {
        MisalignmentHint hint = Assert.NotNull(Misalignment.Find(Ascii, [0x60, 0, 1, 0, 2, .. ReferenceMessages.R1]));
        Assert.Equal(new MisalignmentHint(0, 0, 5), hint);
        Assert.Equal("all fits if 5 bytes too many stand before the message type: look for a header or a length that the format does not know", hint.ToString());
    }

    [Fact]
    public void Bytes_behind_the_message_are_before_the_end()
    {
        MisalignmentHint hint = Assert.NotNull(Misalignment.Find(Ascii, [.. ReferenceMessages.R1, 0x03]));
        Assert.Equal((1, MisalignmentHint.End), (hint.Shift, hint.Last));
    }

    [Fact]
    public void A_frame_beyond_help_has_no_hint() =>
        Assert.Null(Misalignment.Find(Ascii, [.. ReferenceMessages.R1[..40], .. new byte[300]]));

    [Theory]
    [MemberData(nameof(TestFormats.Names), MemberType = typeof(TestFormats))]
    public void A_hint_holds_for_any_damaged_frame(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        Prop.ForAll(Generators.DamagedFrames(format), damaged =>
        {
            bool isSound = new MessageParser(format).Parse(damaged.Frame, new FieldIndex()).IsOk;
            MisalignmentHint? hint = Misalignment.Find(format, damaged.Frame);
            return hint is null || (!isSound
                && hint.Value.Shift is not 0 and >= -Misalignment.MostShift and <= Misalignment.MostShift
                && (hint.Value.Last == MisalignmentHint.End || hint.Value.First <= hint.Value.Last));
        }).QuickCheckThrowOnFailure();
    }
}
