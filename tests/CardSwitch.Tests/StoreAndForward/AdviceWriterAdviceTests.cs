using CardSwitch.Iso8583;
using CardSwitch.Repeats;
using CardSwitch.StoreAndForward;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.StoreAndForward;

public sealed class AdviceWriterAdviceTests
{
    private const string Harmless = "9F260801234567 89ABCDEF 9F2701 80 5F2403 271231";

    private static readonly AdviceTerms Terms = new(
        MessageType.Of(0220), Stan: 777, Transmission: 1122053112, Day: 20261123, Institution: 90001, Code: ResponseCode.Approved,
        Approval: ApprovalCode.TryOf("S00777"u8, out ApprovalCode code) ? code : default);

    [Fact]
    public void Of_a_request_it_is_all_but_track_and_PIN_with_the_decision()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        MessageView source = Written.View(format, ReferenceMessages.R1);
        MessageView view = Written.View(format, Written.Advice(format, ReferenceMessages.R1, Terms));

        Assert.Equal("0220", view.Type.ToString());
        var expected = ReferenceMessages.Values.Where(value => value.Field is not (35 or 52)).ToDictionary();
        (expected[7], expected[11], expected[15], expected[33]) = ("1122053112", "000777", "1123", "90001");
        (expected[38], expected[39]) = ("S00777", "00");
        for (int field = 2; field <= 128; field++) Assert.Equal(expected.GetValueOrDefault(field), view.GetText(field));
        Assert.Equal(source[55].ToArray(), view[55].ToArray());
    }

    [Fact]
    public void An_originators_advice_keeps_its_code_and_its_data()
    {
        MessageFormat format = MessageFormats.Iso1987Binary;
        byte[] source = Written.Message(
            format, 0220, (2, "4761739001010119"), (4, "000000012345"), (7, "1122053012"), (11, "000009"), (38, "OFFL01"), (39, "08"),
            (48, "private"), (60, "more"));
        MessageView view = Written.View(format, Written.Advice(format, source, Terms with { Code = default, Approval = default, Day = 0 }));
        Assert.Equal(
            ("OFFL01", "08", "private", "more", null),
            (view.GetText(38), view.GetText(39), view.GetText(48), view.GetText(60), view.GetText(15)));
    }

    [Fact]
    public void It_carries_no_track_no_PIN_and_no_MAC_whatever_the_format()
    {
        string chip = Harmless + "57 13 4761739001010119D27122011758928889000F" + "5A 08 4761739001010119" + "9F1F 02 3131"
            + "9F20 02 1111" + "9F6B 03 476173" + "56 02 4234" + "99 02 1234" + "E1 04 57 02 4761" + "9F3602 00FF";
        byte[] kept = Written.Hex(Harmless + "5A 08 4761739001010119" + "9F3602 00FF");
        foreach (MessageFormat format in MessageFormats.All)
        {
            bool isFirst = format.Name.StartsWith("iso1987", StringComparison.Ordinal);
            (int, string)[] values = isFirst
                ?
                [
                    (2, "4761739001010119"), (7, "1122053012"), (11, "000009"), (35, "4761739001010119=27122011758928889"),
                    (36, "011234567890123445=724724000000000"), (45, "B4761739001010119^CARD/HOLDER^2712"), (52, "A1B2C3D4E5F60718"),
                    (53, "2001010100000000"), (55, chip.Replace(" ", "", StringComparison.Ordinal)), (64, "0011223344556677"),
                    (96, "0011223344556677"), (128, "0011223344556677"),
                ]
                :
                [
                    (2, "4761739001010119"), (7, "1122053012"), (11, "000009"), (35, "4761739001010119=27122011758928889"),
                    (45, "B4761739001010119^CARD/HOLDER^2712"), (52, "A1B2C3D4E5F60718"), (53, "2001010100000000"),
                    (55, chip.Replace(" ", "", StringComparison.Ordinal)), (64, Mac(format)), (128, Mac(format)),
                ];
            int version = isFirst ? 0 : format.Name.StartsWith("iso1993", StringComparison.Ordinal) ? 1000 : 2000;
            byte[] source = Written.Message(format, version + 200, values);
            MessageView view = Written.View(format, Written.Advice(format, source, Terms with { Type = MessageType.Of(version + 220) }));
            foreach (int field in (int[])[35, 36, 45, 52, 53, 64, 96, 128]) Assert.False(view.Has(field), $"{format}: {field}");
            Assert.Equal(Convert.ToHexString(kept), view.GetText(55));
            Assert.Equal("0000"[..view.Units(39)], view.GetText(39));
        }
    }

    [Theory]
    [InlineData("57 13 4761")]
    [InlineData("9F2701 80 9F")]
    [InlineData("E1 04 57 02 4761")]
    public void Chip_data_of_which_nothing_harmless_is_known_are_left_out(string chip)
    {
        byte[] source = Written.Purchase(MessageFormats.Iso1987Binary, (55, chip.Replace(" ", "", StringComparison.Ordinal)));
        MessageView view = Written.View(MessageFormats.Iso1987Binary, Written.Advice(MessageFormats.Iso1987Binary, source, Terms));
        Assert.False(view.Has(55));
    }

    [Fact]
    public void A_code_that_the_format_cannot_hold_is_told()
    {
        MessageFormat format = MessageFormats.Iso1993Ascii;
        MessageView source = Written.View(format, Written.Message(format, 1200, (2, "4761739001010119"), (11, "000009")));
        AdviceTerms terms = Terms with { Type = MessageType.Of(1220), Code = ResponseCode.DoNotHonor };
        Assert.False(new AdviceWriter().TryWriteAdvice(source, in terms, new byte[2048], out int written));
        Assert.Equal(0, written);
    }

    [Theory]
    [InlineData("iso1987-ascii", 0220, "0220", "0221")]
    [InlineData("iso1987-ascii", 0400, "0400", "0401")]
    [InlineData("iso1987-binary", 0420, "0420", "0421")]
    [InlineData("iso1987-ebcdic", 0120, "0120", "0121")]
    [InlineData("iso1987-ebcdic-hex", 0520, "0520", "0521")]
    public void A_repeat_differs_in_the_repeat_digit_only(string name, int type, string first, string repeat)
    {
        foreach (HeaderSpec header in (HeaderSpec[])[HeaderSpec.None, HeaderSpec.Tpdu(0x0011, 0x0022), HeaderSpec.BaseI(123456, 654321)])
        {
            MessageFormat format = MessageFormats.All.Single(format => format.Name == name).WithHeader(header);
            byte[] message = Written.Message(
                format, type, (2, "4761739001010119"), (7, "1122053012"), (11, "000777"), (41, "TERM0001"));
            var advice = new StoredAdvice
            {
                Number = 1,
                Issuer = 0,
                Lane = 1,
                Type = MessageType.Of(type),
                Format = format,
                Message = message,
                Stan = 777,
            };
            var queue = new ForwardQueue(new ForwardSettings());
            queue.Add(advice);
            byte[] attempt = Next(queue, now: 1);
            Assert.Equal(message, attempt);
            Assert.Equal(first, Written.View(format, attempt).Type.ToString());

            queue.NotSent(advice, 1);
            Assert.Equal(message, Next(queue, now: long.MaxValue / 2));
            queue.Sent(advice, new CardSwitch.Links.LinkId(1, 1), 1);
            queue.LinkDown(advice.Link, 1);
            attempt = Next(queue, now: long.MaxValue / 2);
            Assert.Equal(repeat, Written.View(format, attempt).Type.ToString());
            int[] differing = [.. Enumerable.Range(0, message.Length).Where(i => attempt[i] != message[i])];
            Assert.Equal([header.Length + format.MtiLength - 1], differing);
        }
    }

    private static string Mac(MessageFormat format) => "0011223344556677"[..(2 * format[64]!.Length.Max)];

    private static byte[] Next(ForwardQueue queue, long now)
    {
        Assert.True(queue.TryNext(now, out StoredAdvice? advice));
        var destination = new byte[1024];
        return destination[..advice.Write(destination)];
    }
}
