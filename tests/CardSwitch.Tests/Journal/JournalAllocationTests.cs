using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Settlement;
using CardSwitch.Simulation.Records;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Journal;

/// <summary>Recording allocates nothing for a record once the memory is there; counted on this thread alone.</summary>
public sealed class JournalAllocationTests
{
    private const int Records = 5_000;

    [Theory]
    [InlineData("iso1987-ascii")]
    [InlineData("iso1987-binary")]
    [InlineData("iso1987-ebcdic-hex")]
    public void A_record_and_its_way_back(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        byte[] frame = FrameIn(format, "57024761");
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(frame, index).IsOk);
        var store = new MemoryJournal();
        var decoder = new RecordDecoder([format]);
        var book = new TotalsBook();

        // The chunks of the first run serve the second.
        for (int run = 0; run < 3; run++)
        {
            store.Clear();
            var journal = new EncodingJournal(store);
            var entry = new JournalEntry
            {
                Kind = RecordKind.Answered,
                Effect = TotalsEffect.Debit,
                HasMessage = true,
                Message = new MessageView(frame, index),
            };
            journal.Append(in entry);
            bool read = true;
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Records; i++)
            {
                entry.Acquirer = i & 7;
                long number = journal.Append(in entry);
                read &= decoder.TryDecode(store[number], out JournalEntry again);
                book.Apply(in again);
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(read);
            if (run == 2) Assert.Equal(0, allocated);
        }
        Assert.Equal(3 * Records, book.OfIssuer(0, 0, 0)!.Debits);
    }

    private static byte[] FrameIn(MessageFormat format, string moreChipData) => SlowWriter.Write(format, new SlowMessage(
        "0200",
        ReferenceMessages.Values.Select(value => KeyValuePair.Create(
            value.Field,
            format[value.Field]!.Content == ContentClass.Binary
                ? Convert.FromHexString(value.Text + (value.Field == 55 ? moreChipData : ""))
                : System.Text.Encoding.Latin1.GetBytes(value.Text)))));
}
