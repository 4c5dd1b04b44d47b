using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Messages;

public class MessageViewTests
{
    public static TheoryData<string, string> References => new()
    {
        { "iso1987-ascii", Convert.ToHexString(ReferenceMessages.R1) },
        { "iso1987-binary", Convert.ToHexString(ReferenceMessages.R2) },
    };

    public static TheoryData<string> Formats => TestFormats.Names;

    [Theory]
    [MemberData(nameof(References))]
    public void The_reference_messages_are_read_field_by_field(string name, string hex)
    {
        MessageView view = Read(name, hex);
        Assert.Equal(name, view.Format.Name);
        Assert.Equal(MessageType.Of(0200), view.Type);
        var values = ReferenceMessages.Values.ToDictionary(value => value.Field, value => value.Text);
        for (int field = 1; field <= Bitmap.MaxField; field++)
        {
            string? expected = values.GetValueOrDefault(field);
            Assert.Equal(expected is not null, view.Has(field));
            Assert.Equal(expected, view.GetText(field));
            bool binary = field is 52 or 55;
            Assert.Equal(binary ? expected!.Length / 2 : expected?.Length ?? 0, view.Units(field));
        }
    }

    [Theory]
    [MemberData(nameof(References))]
    public void The_reference_messages_give_their_numbers_and_card_data(string name, string hex)
    {
        MessageView view = Read(name, hex);
        Assert.True(view.TryGetInt64(Field.Amount, out long amount));
        Assert.Equal(12345, amount);
        Assert.True(view.TryGetInt32(11, out int stan));
        Assert.Equal(123456, stan);
        Assert.True(view.TryGetInt32(22, out int entryMode));
        Assert.Equal(51, entryMode);
        Assert.True(view.TryGetPan(out Pan pan));
        Assert.Equal("4761739001010119", pan.ToUnmaskedString());
        Assert.True(view.TryGetTrack2(out Track2 track));
        Assert.Equal((pan, 2712, 201), (track.Pan, track.Expiry, track.ServiceCode));
        Assert.True(view.TryGetAmount(Field.Amount, out Amount money));
        Assert.Equal((12345L, "EUR"), (money.MinorUnits, money.Currency.AlphaCode));
    }

    [Fact]
    public void Wire_bytes_stand_where_they_stood()
    {
        MessageView view = Read("iso1987-binary", Convert.ToHexString(ReferenceMessages.R2));
        Assert.Equal("4761739001010119", Convert.ToHexString(view[2]));
        Assert.Equal("0051", Convert.ToHexString(view[22]));
        Assert.Equal("4761739001010119D27122011758928889", Convert.ToHexString(view[35]));
        Assert.True(view.Frame.Overlaps(view[43]));
        Assert.True(view[38].IsEmpty);
        Assert.True(view[0].IsEmpty);
        Assert.True(view[-1].IsEmpty);
        Assert.True(view[193].IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Texts_and_numbers_agree_with_the_plain_values(string name)
    {
        var index = new FieldIndex();
        Prop.ForAll(Generators.Messages(TestFormats.Named(name)), message =>
        {
            Assert.Equal(ParseStatus.Ok, new MessageParser(message.Format).Parse(message.Frame, index));
            var view = new MessageView(message.Frame, index);
            foreach (var (field, value) in message.Message.ReadBackFrom(message.Format).Values)
            {
                bool binary = message.Format[field]!.Content == ContentClass.Binary;
                string text = binary ? Convert.ToHexString(value) : Encoding.Latin1.GetString(value);
                Assert.Equal(text, view.GetText(field));
                if (!binary) AssertNumber(text, view, field);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void The_filling_nibble_of_an_odd_packed_number_is_no_digit_of_it()
    {
        MessageView view = Read("iso1987-binary", "0200" + "0000040000000000" + "9051");
        Assert.Equal("051", view.GetText(22));
        Assert.True(view.TryGetInt32(22, out int value));
        Assert.Equal(51, value);
    }

    [Theory]
    [InlineData("999999999999999999", true)]
    [InlineData("0000000000000000001", false)]
    [InlineData("", false)]
    [InlineData("12 4", false)]
    public void Numbers_are_one_to_eighteen_digits(string text, bool isNumber)
    {
        MessageFormat format = MessageFormats.Iso1987Ascii.With(
            48, new FieldSpec("Text", ContentClass.AlphaNumericSpecial, FieldLength.UpTo(99, 2), FieldEncoding.Ascii));
        var message = new MessageCase(format, new SlowMessage("0200", []).With(48, Encoding.ASCII.GetBytes(text)));
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(message.Frame, index));
        Assert.Equal(isNumber, new MessageView(message.Frame, index).TryGetInt64(48, out long value));
        Assert.Equal(isNumber ? 999_999_999_999_999_999 : 0, value);
    }

    [Fact]
    public void A_number_above_the_range_of_int_is_none_of_its_kind()
    {
        byte[] frame = [.. "0200"u8, 0x10, 0, 0, 0, 0, 0, 0, 0, .. "002147483648"u8];
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index));
        var view = new MessageView(frame, index);
        Assert.False(view.TryGetInt32(4, out int narrow));
        Assert.Equal(0, narrow);
        Assert.True(view.TryGetInt64(4, out long wide));
        Assert.Equal(2147483648, wide);
    }

    [Fact]
    public void An_absent_field_is_no_value_of_any_kind()
    {
        MessageView view = Read("iso1987-ascii", "30323030" + "0000000000000000");
        Assert.False(view.TryCopy(2, new byte[19], out _));
        Assert.False(view.TryGetInt64(4, out _));
        Assert.False(view.TryGetInt32(11, out _));
        Assert.False(view.TryGetPan(out _));
        Assert.False(view.TryGetTrack2(out _));
        Assert.False(view.TryGetAmount(4, out _));
        Assert.Null(view.GetText(2));
        Assert.Equal(0, view.Units(2));
    }

    [Fact]
    public void A_destination_too_short_for_a_value_is_left_alone()
    {
        MessageView view = Read("iso1987-binary", Convert.ToHexString(ReferenceMessages.R2));
        var destination = new byte[15];
        Assert.False(view.TryCopy(2, destination, out int written));
        Assert.Equal(0, written);
        Assert.Equal(new byte[15], destination);
    }

    [Fact]
    public void Hexadecimal_text_that_is_none_is_no_value()
    {
        byte[] frame = [.. "0200"u8, .. "0000000000001000"u8, .. "0123456789ABCDEX"u8];
        var index = new FieldIndex();
        var parser = new MessageParser(MessageFormats.Iso1987AsciiHex, ParseChecks.Structure);
        Assert.Equal(ParseStatus.Ok, parser.Parse(frame, index));
        var view = new MessageView(frame, index);
        Assert.True(view.Has(52));
        Assert.Null(view.GetText(52));
        Assert.False(view.TryCopy(52, new byte[8], out _));
    }

    private static void AssertNumber(string text, MessageView view, int field)
    {
        bool isNumber = text.Length is > 0 and <= 18 && text.All(char.IsAsciiDigit);
        Assert.Equal(isNumber, view.TryGetInt64(field, out long wide));
        Assert.Equal(isNumber ? long.Parse(text) : 0, wide);
    }

    private static MessageView Read(string name, string hex)
    {
        byte[] frame = Convert.FromHexString(hex);
        var index = new FieldIndex();
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(frame, index));
        return new MessageView(frame, index);
    }
}
