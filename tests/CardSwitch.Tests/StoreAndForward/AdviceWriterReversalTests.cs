using CardSwitch.Iso8583;
using CardSwitch.Repeats;
using CardSwitch.StoreAndForward;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.StoreAndForward;

public sealed class AdviceWriterReversalTests
{
    private const string Bitmaps = "F23E46818EE08000 0000004200000000";

    private static readonly ReversalTerms Full = new(
        MessageType.Of(0420), Stan: 777, Transmission: 1122053112, MessageType.Of(0200), OriginalStan: 123,
        OriginalTransmission: 1122053012, Day: 20261123, Institution: 90001, Reason: ResponseCode.ResponseTooLate,
        Approval: Approval("A1B2C3"), ReplacementAmount: 5000);

    private static readonly ReversalTerms Plain = new(
        MessageType.Of(0420), Stan: 777, Transmission: 1122053112, MessageType.Of(0200), OriginalStan: 123,
        OriginalTransmission: 1122053012);

    private static readonly string[] FullFields =
    [
        "164761739001010119", "000000", "000000012345", "1122053112", "000777", "053012", "1122", "2712", "1123", "5411",
        "051", "001", "00", "06123456", "0590001", "632605123456", "A1B2C3", "68", "TERM0001", "MERCHANT0000001",
        "CORNER SHOP 12 MAIN ST HARBOUR        XX", "978",
        "0200" + "000123" + "1122053012" + "00000123456" + "00000090001",
        "000000005000" + "000000000000" + "C00000000" + "C00000000",
    ];

    [Fact]
    public void In_ASCII_it_is_this_byte_for_byte()
    {
        byte[] reversal = Written.Reversal(MessageFormats.Iso1987Ascii, ReferenceMessages.R1, Full);
        Assert.Equal(Written.Ascii("0420", Bitmaps, FullFields), reversal);
    }

    [Fact]
    public void In_packed_digits_it_is_this_byte_for_byte()
    {
        byte[] reversal = Written.Reversal(MessageFormats.Iso1987Binary, ReferenceMessages.R2, Full);
        byte[] expected =
        [
            .. Written.Hex("0420" + Bitmaps + "16 4761739001010119 000000 000000012345 1122053112 000777 053012 1122 2712 1123 5411"),
            .. Written.Hex("0051 0001 00 06 123456 05 090001"),
            .. "632605123456A1B2C368TERM0001MERCHANT0000001CORNER SHOP 12 MAIN ST HARBOUR        XX"u8,
            .. Written.Hex("0978 0200 000123 1122053012 00000123456 00000090001"),
            .. "000000005000000000000000C00000000C00000000"u8,
        ];
        Assert.Equal(expected, reversal);
    }

    [Fact]
    public void In_EBCDIC_it_is_this_byte_for_byte()
    {
        MessageFormat ebcdic = MessageFormats.Iso1987Ebcdic;
        byte[] reversal = Written.Reversal(ebcdic, Written.Purchase(ebcdic), Full);
        Assert.Equal(Written.Ebcdic("0420", Bitmaps, FullFields), reversal);
    }

    [Fact]
    public void Terms_that_are_not_given_leave_the_fields_as_they_were()
    {
        byte[] source = Written.Purchase(MessageFormats.Iso1987Ascii, (15, "1121"), (33, "00700"));
        MessageView view = Written.View(MessageFormats.Iso1987Ascii, Written.Reversal(MessageFormats.Iso1987Ascii, source, Plain));
        Assert.Equal("1121", view.GetText(15));
        Assert.Equal("00700", view.GetText(33));
        Assert.Equal("020000012311220530120000012345600000000700", view.GetText(90));
        Assert.Null(view.GetText(38));
        Assert.Null(view.GetText(39));
        Assert.Null(view.GetText(95));
    }

    [Fact]
    public void Institutions_that_are_absent_are_zeros()
    {
        byte[] source = Written.Purchase(MessageFormats.Iso1987Binary, (32, ""));
        MessageView view = Written.View(MessageFormats.Iso1987Binary, Written.Reversal(MessageFormats.Iso1987Binary, source, Plain));
        Assert.Equal("0200" + "000123" + "1122053012" + "00000000000" + "00000000000", view.GetText(90));
        Assert.False(view.Has(32));
        Assert.False(view.Has(33));
    }

    [Fact]
    public void An_originators_reversal_goes_on_with_the_original_as_its_issuer_knows_it()
    {
        byte[] source = Written.Message(
            MessageFormats.Iso1987Ascii, 0400, (2, "4761739001010119"), (3, "000000"), (4, "000000012345"), (7, "1122053100"),
            (11, "000009"), (32, "123456"), (37, "632605123456"), (39, "17"), (41, "TERM0001"), (49, "978"), (60, "x"),
            (90, "020012345611220530120000000000000000000000"), (95, "000000000100000000000000D00000000D00000000"));
        MessageView view = Written.View(MessageFormats.Iso1987Ascii, Written.Reversal(MessageFormats.Iso1987Ascii, source, Plain));

        Assert.Equal("0420", view.Type.ToString());
        Assert.Equal("020000012311220530120000012345600000000000", view.GetText(90));
        Assert.Equal("000000000100000000000000D00000000D00000000", view.GetText(95));
        Assert.Equal("000777", view.GetText(11));
        Assert.Equal("632605123456", view.GetText(37));
        Assert.False(view.Has(39));
        Assert.False(view.Has(60));
    }

    [Fact]
    public void It_carries_no_track_no_PIN_and_no_MAC_whatever_the_format()
    {
        foreach (MessageFormat format in MessageFormats.All.Where(format => format.Name.StartsWith("iso1987", StringComparison.Ordinal)))
        {
            byte[] source = Written.Purchase(
                format, (36, "011234567890123445=724724000000000"), (45, "B4761739001010119^CARD/HOLDER^27122011758928889"),
                (53, "2001010100000000"), (64, "0011223344556677"), (96, "0011223344556677"), (128, "0011223344556677"));
            MessageView view = Written.View(format, Written.Reversal(format, source, Full));
            foreach (int field in (int[])[35, 36, 45, 52, 53, 55, 64, 96, 128]) Assert.False(view.Has(field), $"{format}: {field}");
            Assert.Equal(FullFields[^2], view.GetText(90));
            Assert.Equal(FullFields[^1], view.GetText(95));
        }
    }

    [Fact]
    public void Later_editions_name_the_original_in_DE_56()
    {
        (int, string)[] values =
        [
            (2, "4761739001010119"), (4, "000000012345"), (7, "1122053012"), (11, "123456"), (12, "261122053012"), (24, "200"),
            (32, "123456"),
        ];
        ReversalTerms terms = Plain with { Type = MessageType.Of(1420), OriginalType = MessageType.Of(1200), Day = 20261123 };
        MessageFormat format = MessageFormats.Iso1993Ascii;
        byte[] source = Written.Message(format, 1200, values);

        MessageView whole = Written.View(format, Written.Reversal(format, source, terms));
        Assert.Equal("1200" + "000123" + "261122053012" + "06123456", whole.GetText(56));
        Assert.Equal(("400", "261123", "000000012345", null), (whole.GetText(24), whole.GetText(15), whole.GetText(4), whole.GetText(30)));
        Assert.False(whole.Has(90));

        // 68 says why in one edition; a zero before it would approve in the other.
        MessageView reason = Written.View(format, Written.Reversal(format, source, terms with { Reason = ResponseCode.ResponseTooLate }));
        Assert.False(reason.Has(39));

        MessageView part = Written.View(format, Written.Reversal(format, source, terms with { ReplacementAmount = 5000 }));
        Assert.Equal(
            ("401", "000000005000", "000000012345000000000000"), (part.GetText(24), part.GetText(4), part.GetText(30)));
    }

    [Fact]
    public void The_edition_of_2003_names_it_with_more_digits()
    {
        MessageFormat format = MessageFormats.Iso2003Ascii;
        byte[] source = Written.Message(
            format, 2200, (4, "9782000000012345"), (7, "1122053012"), (11, "000000123456"), (12, "20261122053012"), (32, "123456"));
        ReversalTerms terms = Plain with
        {
            Type = MessageType.Of(2420),
            OriginalType = MessageType.Of(2200),
            Day = 20261123,
            ReplacementAmount = 5000,
        };
        MessageView view = Written.View(format, Written.Reversal(format, source, terms));
        Assert.Equal("2200" + "000000000123" + "20261122053012" + "123456", view.GetText(56));
        Assert.Equal("20261123", view.GetText(15));
        Assert.Equal(("9782000000005000", "9782000000012345" + "0000000000000000"), (view.GetText(4), view.GetText(30)));
    }

    [Fact]
    public void It_gets_the_formats_own_header()
    {
        MessageFormat shop = MessageFormats.Iso1987Ascii.WithHeader(HeaderSpec.Tpdu(0x0001, 0x0002));
        MessageFormat bank = shop.WithHeader(HeaderSpec.Tpdu(0x0011, 0x0022));
        byte[] source = Written.Purchase(shop);
        byte[] reversal = Written.Reversal(bank, source, Full);
        Assert.Equal([.. Written.Hex("6000110022"), .. Written.Ascii("0420", Bitmaps, FullFields)], reversal);
    }

    [Fact]
    public void What_does_not_fit_is_not_written()
    {
        var writer = new AdviceWriter();
        byte[] whole = Written.Reversal(MessageFormats.Iso1987Ascii, ReferenceMessages.R1, Full);
        MessageView source = Written.View(MessageFormats.Iso1987Ascii, ReferenceMessages.R1);
        Assert.False(writer.TryWriteReversal(source, in Full, new byte[whole.Length - 1], out int written));
        Assert.Equal(0, written);
        Assert.True(writer.TryWriteReversal(source, in Full, new byte[whole.Length], out written));
        Assert.Equal(whole.Length, written);

        MessageFormat without = MessageFormats.Iso1987Ascii.Without(90);
        Assert.False(writer.TryWriteReversal(Written.View(without, ReferenceMessages.R1), in Full, new byte[2048], out _));
    }

    private static ApprovalCode Approval(string text) =>
        ApprovalCode.TryOf(System.Text.Encoding.ASCII.GetBytes(text), out ApprovalCode code) ? code : default;
}
