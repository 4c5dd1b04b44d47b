using System.Buffers;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using Xunit;

namespace CardSwitch.Tests.Messages;

public sealed class MessageDescriptionTests
{
    [Theory]
    [InlineData("iso1987-ascii")]
    [InlineData("iso1987-binary")]
    public void The_reference_messages_are_described_masked(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        byte[] frame = name == "iso1987-binary" ? ReferenceMessages.R2 : ReferenceMessages.R1;
        string[] lines = View(format, frame).Describe().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] columns = [.. lines.Select(line => System.Text.RegularExpressions.Regex.Replace(line.Trim(), " {2,}", "|"))];

        Assert.Equal("MTI|Message type identifier|0200", columns[0]);
        Assert.Equal("DE 2|Primary account number|476173******0119", columns[1]);
        Assert.Equal("DE 3|Processing code|000000", columns[2]);
        Assert.Equal("3.1|Transaction type|00", columns[3]);
        Assert.Contains("DE 35|Track 2 data|[34 characters]", columns);
        Assert.Contains("DE 52|Personal identification number data|[8 bytes]", columns);
        Assert.Contains("DE 55|Integrated circuit card system related data|[120 bytes]", columns);
        Assert.Contains("55.9F02|Amount, Authorised (Numeric)|000000012345", columns);
        Assert.Equal(22, columns.Count(line => line.StartsWith("MTI", StringComparison.Ordinal) || line.StartsWith("DE ", StringComparison.Ordinal)));
        int values = lines[0].LastIndexOf("0200", StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal("  ", line[(values - 2)..values]));
    }

    [Fact]
    public void Unmasked_shows_every_value()
    {
        string text = View(MessageFormats.Iso1987Binary, ReferenceMessages.R2).Describe(unmasked: true);
        Assert.All(ReferenceMessages.Values, value => Assert.Contains(value.Text, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(34, "4761739001010119", "476173******0119")]
    [InlineData(34, "47617390010101191234", "[20 characters]")]
    [InlineData(102, "GB82WEST12345698765432", "[22 characters]")]
    [InlineData(103, "1234567", "*******")]
    [InlineData(45, "B4761739001010119^DOE/J^2712", "[28 characters]")]
    [InlineData(48, "anything", "[8 characters]")]
    [InlineData(53, "0000000000000001", "[16 characters]")]
    [InlineData(60, "x", "[1 character]")]
    [InlineData(64, "0102030405060708", "[8 bytes]")]
    [InlineData(90, "020012345611220530120000012345600000000000", "020012345611220530120000012345600000000000")]
    public void Each_field_is_shown_as_its_sensitivity_allows(int field, string value, string shown)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(MessageFormats.Iso1987Ascii, buffer);
        writer.Begin(MessageType.Of(0200));
        writer.SetText(field, value);
        Assert.True(writer.End(out _).IsOk);

        MessageView view = View(MessageFormats.Iso1987Ascii, buffer.WrittenSpan);
        Assert.Equal(shown, view.MaskedText(field));
        Assert.Null(view.MaskedText(2));
        Assert.Null(view.MaskedText(1));
        Assert.Null(view.MaskedText(0));
    }

    [Fact]
    public void A_card_number_field_that_holds_none_shows_its_length_only()
    {
        byte[] frame = ReferenceMessages.R1;
        frame[14] = (byte)'A';
        Assert.Equal("[16 characters]", View(MessageFormats.Iso1987Ascii, frame, ParseChecks.None).MaskedText(Field.Pan));

        frame = ReferenceMessages.R2;
        frame[11] = 0xA1;
        Assert.Equal("[16 characters]", View(MessageFormats.Iso1987Binary, frame, ParseChecks.None).MaskedText(Field.Pan));
    }

    [Fact]
    public void Control_characters_are_not_shown_raw()
    {
        byte[] frame = ReferenceMessages.R1;
        int at = frame.AsSpan().IndexOf("CORNER"u8);
        "\u001b[2J\n"u8.CopyTo(frame.AsSpan(at));
        frame[at + 5] = 0x9B;
        MessageView view = View(MessageFormats.Iso1987Ascii, frame, ParseChecks.None);
        Assert.StartsWith(@"\x1B[2J\x0A\x9B SHOP", view.MaskedText(43), StringComparison.Ordinal);
        Assert.DoesNotContain(view.Describe(unmasked: true), c => c is not '\n' and (< ' ' or > '~'));
    }

    private static MessageView View(MessageFormat format, ReadOnlySpan<byte> frame, ParseChecks checks = ParseChecks.All)
    {
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(format, checks).Parse(frame, index));
        return new MessageView(frame, index);
    }
}
