using System.Buffers;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Messages;

public class MessageCheckTests
{
    private static readonly MessageFormat Format = MessageFormats.Iso1987Ascii.WithRules(
    [
        new MessageRule("02x0")
        {
            Mandatory = [FieldPath.Parse("3"), FieldPath.Parse("11")],
            Conditional =
            [
                new FieldCondition(FieldPath.Parse("38"), FieldPath.Parse("39"), ["00", "1?"]),
                new FieldCondition(FieldPath.Parse("55.9F26"), FieldPath.Parse("55"), []),
                new FieldCondition(FieldPath.Parse("2"), FieldPath.Parse("35"), [], Absent: true),
            ],
        },
        new MessageRule("0200") { Forbidden = [FieldPath.Parse("39")] },
    ]);

    // A row: the type, fields set, and the faults in order.
    [Theory]
    [InlineData("0210", "2=4761739001010119;3=000000;11=000001;39=05", "")]
    [InlineData("0210", "2=4761739001010119;3=000000;11=000001;39=00", "38 Missing")]
    [InlineData("0210", "2=4761739001010119;3=000000;11=000001;39=10", "38 Missing")]
    [InlineData("0200", "2=4761739001010119;39=05", "3 Missing;11 Missing;39 Forbidden")]
    [InlineData("0200", "3=000000;11=000001", "2 Missing")]
    [InlineData("0210", "2=4761739001010119;3=000000;11=000001;55=9F02060000000001", "55.9F26 Missing;55 BadElements")]
    [InlineData("0800", "7=0229235959;12=235960;13=1131", "12 BadDate;13 BadDate")]
    [InlineData("0800", "7=0230000000;14=9913", "7 BadDate;14 BadDate")]
    [InlineData("0800", "55=9A03260230", "")]
    [InlineData("0800", "55=5F2A0209A8", "55.5F2A BadElements")]
    public void What_a_parser_does_not_see_is_named(string type, string fields, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(Format, output);
        writer.Begin(MessageType.Of(int.Parse(type, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (string[] set in fields.Split(';').Select(part => part.Split('=')))
        {
            writer.SetText(int.Parse(set[0], System.Globalization.CultureInfo.InvariantCulture), set[1]);
        }
        Assert.True(writer.End(out _).IsOk);
        var index = new FieldIndex();
        Assert.True(new MessageParser(Format).Parse(output.WrittenSpan, index).IsOk);
        IReadOnlyList<MessageFault> faults = new MessageView(output.WrittenSpan, index).Check();
        Assert.Equal(expected, string.Join(';', faults.Select(fault => $"{fault.Path} {fault.Kind}")));
    }

    [Fact]
    public void Content_is_checked_for_a_parser_that_did_not()
    {
        byte[] frame = [.. "0800"u8, 0x20, 0x20, 0, 0, 0, 0, 0, 0, .. "00000A"u8, .. "1234B6"u8];
        var index = new FieldIndex();
        Assert.True(new MessageParser(Format, ParseChecks.Structure).Parse(frame, index).IsOk);
        Assert.Equal(
            ["DE 3: bad content; n 6, at its byte 5", "DE 11: bad content; n 6, at its byte 4"],
            new MessageView(frame, index).Check().Where(fault => fault.Kind == MessageFaultKind.BadContent && !fault.Path.Contains('.'))
                .Select(fault => fault.ToString()));
    }
}
