using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Journal;

/// <summary>An image is the message that would have been written without what may not be kept.</summary>
public sealed class JournalImageTests
{
    private static readonly int[] Always = [35, 36, 45, 52, 53, 64, 96, 128];

    public static TheoryData<string> Formats => TestFormats.Names;

    public static TheoryData<uint> SecretTags => [0x56, 0x57, 0x71, 0x72, 0x86, 0x99, 0x9F1F, 0x9F20, 0x9F6B, 0xDF812A, 0xDF812B];

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_image_is_the_message_written_anew_without_its_secrets(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        var index = new FieldIndex();
        Prop.ForAll(Generators.Messages(format), Arb.From(Gen.Choose(0, int.MaxValue - 1)), (message, seed) =>
        {
            SlowMessage source = WithSecrets(format, message.Message, new Random(seed));
            byte[] frame = SlowWriter.Write(format, source);
            Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(frame, index));
            var view = new MessageView(frame, index);
            var image = new byte[JournalImage.MaxLength(view)];
            Assert.True(JournalImage.TryWrite(view, image, out int written));
            byte[] expected = SlowWriter.Write(format, Kept(format, PlainMessage.Of(view)));
            Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(image, 0, written));
            Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(image.AsSpan(0, written), index));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void What_stands_for_a_track_or_a_pin_in_the_table_of_tags_is_left_out()
    {
        foreach (EmvTag tag in EmvTags.All)
        {
            bool isSecret = tag.Sensitivity is Sensitivity.Track or Sensitivity.Pin or Sensitivity.Private;
            Assert.Equal(isSecret, ChipImage.IsSecret(tag.Tag));
        }
    }

    [Theory]
    [MemberData(nameof(SecretTags))]
    public void Each_is_left_out_wherever_it_stands(uint tag)
    {
        string text = tag.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        string secret = text + (tag is 0x71 or 0x72 ? "028600" : "0312345F"), other = "9F02060000000123459A03261122";
        foreach (MessageFormat format in new[] { MessageFormats.Iso1987Ascii, MessageFormats.Iso1987AsciiHex, MessageFormats.Iso1987EbcdicHex })
        {
            Assert.Equal(other, ChipDataOfImage(format, secret + other));
            Assert.Equal(other, ChipDataOfImage(format, other + secret));
            Assert.Equal(other, ChipDataOfImage(format, "BF0C" + $"{secret.Length / 2:X2}" + secret + other));
            Assert.Null(ChipDataOfImage(format, secret));
            Assert.Null(ChipDataOfImage(format, other + secret[..^2]));
        }
        Assert.Equal("5F2403271231", ChipDataOfImage(MessageFormats.Iso1987Binary, "5F2403271231"));
    }

    [Fact]
    public void Chip_data_of_another_kind_than_the_cards_are_left_out()
    {
        MessageFormat text = MessageFormats.Iso1987Ascii.With(
            55, new FieldSpec("Reserved", ContentClass.AlphaNumericSpecial, FieldLength.UpTo(99, 2), FieldEncoding.Ascii));
        byte[] frame = SlowWriter.Write(text, new SlowMessage("0100", [new(55, "4761739001010119"u8.ToArray())]));
        Assert.Equal(SlowWriter.Write(text, new SlowMessage("0100", [])), ImageOf(text, frame));
    }

    [Fact]
    public void The_length_in_a_header_is_that_of_the_image()
    {
        MessageFormat format = MessageFormats.Iso1987Binary.WithHeader(HeaderSpec.BaseI(1, 2));
        var message = new SlowMessage("0200", [new(11, "000001"u8.ToArray()), new(52, new byte[8]), new(128, new byte[8])]);
        byte[] expected = SlowWriter.Write(format, message.Without(52).Without(128));
        Assert.Equal(expected, ImageOf(format, SlowWriter.Write(format, message)));
    }

    [Fact]
    public void Secret_fields_above_128_are_left_out()
    {
        var pin = new FieldSpec("PIN", ContentClass.Binary, FieldLength.Fixed(8), FieldEncoding.Binary, Sensitivity: Sensitivity.Pin);
        foreach (TertiaryBitmap tertiary in new[] { TertiaryBitmap.Follows, TertiaryBitmap.InField(65) })
        {
            MessageFormat format = MessageFormats.Iso1987Ascii
                .WithHead(FieldEncoding.Ascii, FieldEncoding.Binary, tertiary).With(130, pin);
            var message = new SlowMessage("0200", [new(11, "000001"u8.ToArray()), new(35, "4=2"u8.ToArray()), new(130, new byte[8])]);
            byte[] expected = SlowWriter.Write(format, message.Without(35).Without(130));
            Assert.Equal(expected, ImageOf(format, SlowWriter.Write(format, message)));
        }
    }

    [Fact]
    public void A_destination_that_is_too_short_is_left_alone()
    {
        byte[] frame = ReferenceMessages.R1;
        var index = new FieldIndex();
        new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index);
        var destination = new byte[frame.Length - 1];
        Assert.False(JournalImage.TryWrite(new MessageView(frame, index), destination, out int written));
        Assert.Equal(0, written);
        Assert.All(destination, b => Assert.Equal(0, b));
    }

    private static string? ChipDataOfImage(MessageFormat format, string chipHex)
    {
        byte[] image = ImageOf(format, SlowWriter.Write(
            format, new SlowMessage("0200", [new(11, "000001"u8.ToArray()), new(55, Convert.FromHexString(chipHex))])));
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(image, index).IsOk);
        return new MessageView(image, index).GetText(55);
    }

    private static byte[] ImageOf(MessageFormat format, byte[] frame)
    {
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(frame, index));
        var image = new byte[frame.Length];
        Assert.True(JournalImage.TryWrite(new MessageView(frame, index), image, out int written));
        return image[..written];
    }

    // Random fields rarely are the ones in question.
    private static SlowMessage WithSecrets(MessageFormat format, SlowMessage message, Random random)
    {
        foreach (int field in Always)
        {
            if (random.Next(3) != 0 || format[field] is not { } spec || field == format.Tertiary.Field) continue;
            message = message.With(field, RandomValues.Of(spec, random));
        }
        if (IsChipData(format) && random.Next(4) != 0)
        {
            byte[] chip = RandomChipData.Of(random, Math.Min(format[55]!.Length.Max, 2000));
            if (!format[55]!.Length.IsFixed) message = message.With(55, chip);
        }
        return message;
    }

    private static SlowMessage Kept(MessageFormat format, SlowMessage message)
    {
        foreach (int field in message.Values.Keys.ToArray())
        {
            bool isSecret = field != 55 && (Always.Contains(field)
                || format[field]!.Sensitivity is Sensitivity.Track or Sensitivity.Pin or Sensitivity.KeyOrMac);
            if (isSecret) message = message.Without(field);
        }
        if (!message.Values.TryGetValue(55, out byte[]? chip)) return message;
        byte[]? kept = IsChipData(format) ? SlowChipImage.Of(chip) : null;

        // Empty from the start is nothing to hide.
        if (kept is null || (kept.Length == 0 && chip.Length != 0)) return message.Without(55);
        if (kept.Length != chip.Length && format[55]!.Length.IsFixed && format[55]!.Padding.IsNone) return message.Without(55);
        return message.With(55, kept);
    }

    private static bool IsChipData(MessageFormat format) =>
        format[55] is { Content: ContentClass.Binary, Composite: null or { Kind: CompositeKind.BerTlv } };
}
