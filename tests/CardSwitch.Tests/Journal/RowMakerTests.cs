using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Journal;

public sealed class RowMakerTests : IDisposable
{
    private const string Card = "4761739001010119";

    private readonly JournalKeys keys = new(new byte[32], "north");

    public static TheoryData<string> Formats => [.. MessageFormats.All.Where(f => f.Name.Contains("1987")).Select(f => f.Name)];

    public void Dispose() => keys.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_column_holds_the_card_number_wherever_a_message_has_it(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        byte[] frame = Message(format, Card);
        JournalRow row = RowOf(format, frame);

        Assert.Equal("476173******0119", row.Card);
        Assert.Equal(keys.TokenOf(Encoding.ASCII.GetBytes(Card)), row.CardToken.ToArray());
        Assert.Equal("TERM0001", row.Terminal);
        Assert.Equal("632605123456", row.Rrn);
        Assert.Equal(frame.Length, row.Message.Length);
        foreach (string hidden in Spellings(Card)) Assert.DoesNotContain(hidden, Convert.ToHexString(row.Message.Span), StringComparison.Ordinal);

        var index = new FieldIndex();
        Assert.True(new MessageParser(format, ParseChecks.None).Parse(row.Message.Span, index).IsOk);
        var image = new MessageView(row.Message.Span, index);
        Assert.Equal("4761730000000119", image.GetText(Field.Pan));
        Assert.Equal("x4761730000000119y", image.GetText(48));
        Assert.Equal("123456", image.GetText(Field.Stan));
    }

    [Theory]
    [InlineData("5A085413330089010442")]
    [InlineData("700A5A085413330089010442")]
    public void A_card_number_of_the_chip_is_masked_without_DE_2_too(string chipData)
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        byte[] frame = Message(format, Card);
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(frame, index).IsOk);
        var patch = new MessagePatch(format);
        foreach (int field in (int[])[Field.Pan, 48, 102]) patch.Remove(field);
        Assert.True(patch.Set(Field.IccData, Convert.FromHexString(chipData)).IsOk);
        byte[] changed = new byte[1000];
        Assert.True(patch.TryWrite(new MessageView(frame, index), changed, out int length));

        string image = Convert.ToHexString(RowOf(format, changed[..length]).Message.Span);
        Assert.DoesNotContain("5413330089010442", image, StringComparison.Ordinal);
        Assert.Contains("5413330000000442", image, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_read_back_as_the_record_that_it_was_made_of()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        JournalIssuer[] issuers = [new("bank", format.Name)];
        var formats = new Dictionary<string, MessageFormat> { [format.Name] = format };
        var maker = new RowMaker(keys, issuers, formats);
        var reader = new RowReader(issuers, formats);
        var encoder = new RecordEncoder();
        for (int seed = 0; seed < 200; seed++)
        {
            JournalEntry entry = SampleEntries.Random(new Random(seed));
            entry.Issuer = (short)(seed % 2 - 1);
            entry.Type = MessageType.Of(200);
            JournalRow row = maker.Make(seed, encoder.Encode(in entry));
            Assert.True(reader.TryRead(row, default, out JournalEntry read));
            Assert.Equal(SampleEntries.Text(in entry), SampleEntries.Text(in read));
        }
    }

    private JournalRow RowOf(MessageFormat format, byte[] frame)
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(frame, index).IsOk);
        var entry = new JournalEntry
        {
            Kind = RecordKind.Sent,
            Type = MessageType.Of(200),
            HasMessage = true,
            Message = new MessageView(frame, index),
        };
        var formats = new Dictionary<string, MessageFormat> { [format.Name] = format };
        return new RowMaker(keys, [new JournalIssuer("bank", format.Name)], formats).Make(1, new RecordEncoder().Encode(in entry));
    }

    private static byte[] Message(MessageFormat format, string card) => MessageText.Write(
        format, 200,
        [
            $"pan={card}", "proc=000000", "amount=000000012345", "stan=123456", "rrn=632605123456", "tid=TERM0001", "cur=978",
            "time=1122053012", $"de48=x{card}y", $"de102=0{card}",
        ]);

    // As characters of both kinds, and packed from either half of a byte.
    private static IEnumerable<string> Spellings(string card) =>
    [
        Convert.ToHexString(Encoding.ASCII.GetBytes(card)), Convert.ToHexString([.. card.Select(digit => (byte)(0xF0 + digit - '0'))]), card,
    ];
}
