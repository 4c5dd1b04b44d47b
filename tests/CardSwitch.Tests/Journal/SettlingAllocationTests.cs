using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Sqlite;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Journal;

/// <summary>A journal's own thread makes hardly any work for the garbage collector; counted on this thread alone.</summary>
public sealed class SettlingAllocationTests : IDisposable
{
    private const int Rows = 1_000;

    // A request's terminal, reference number and masked card as texts, and what a settlement has of its own.
    private const int MostBytes = 120;

    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    private readonly string directory = Directory.CreateTempSubdirectory("cardswitch-settling-").FullName;
    private readonly JournalKeys keys = new(new byte[32], "north");
    private readonly RecordEncoder encoder = new();
    private readonly FieldIndex index = new();
    private readonly UnsettledRecords records = new();

    public void Dispose()
    {
        keys.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void Settling_a_row_allocates_at_most_120_bytes_once_the_memory_is_there()
    {
        JournalIssuer[] issuers = [new("bank", Ascii.Name)];
        using var store = new SqliteJournal(directory);
        JournalPosition position = store.Open(new JournalOwner("north", issuers));
        var settler = new JournalSettler(keys, new OpenMessages(), position);
        var maker = new RowMaker(keys, issuers, new Dictionary<string, MessageFormat> { [Ascii.Name] = Ascii });
        byte[] frame = MessageText.Write(
            Ascii, 200, ["pan=4761739001010119", "stan=000001", "time=1122053012", "rrn=632605123456", "tid=TERM0001"]);
        long allocated = 0;
        for (int run = 0; run < 4; run++)
        {
            for (int i = 0; i < Rows / 2; i++)
            {
                var key = new TransactionKey((ulong)run, (ulong)i);
                Add(RecordKind.Sent, key, frame);
                Add(RecordKind.Answered, key, frame);
            }
            long before = GC.GetAllocatedBytesForCurrentThread();
            store.Settle(settler.Make(records, maker, Rows));
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.InRange(allocated, 1, MostBytes * Rows);
        Assert.Equal(4 * Rows, settler.Settled);
        Assert.Equal(2 * Rows, store.Rows(new JournalQuery()).Count(row => row.Terminal == "TERM0001" && row.Kind == (int)RecordKind.Sent));
        JournalVerdict verdict = JournalVerifier.Verify(store, keys);
        Assert.Equal(4 * Rows, verdict.Verified);
        Assert.True(verdict.IsIntact);
    }

    private void Add(RecordKind kind, TransactionKey key, byte[] frame)
    {
        Assert.True(new MessageParser(Ascii).Parse(frame, index).IsOk);
        var entry = new JournalEntry
        {
            Kind = kind,
            Type = MessageType.Of(200),
            Day = 20261122,
            Key = key,
            HasMessage = true,
            Message = new MessageView(frame, index),
        };
        records.Add(encoder.Encode(in entry), 1);
    }
}
