using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Routing;
using CardSwitch.Serving;
using CardSwitch.StoreAndForward;
using CardSwitch.Switching;
using CardSwitch.Tests.Journal.Stores;
using CardSwitch.Tests.Switching;
using CardSwitch.Timing;

namespace CardSwitch.Tests.Serving;

/// <summary>What of a journal is read at the start.</summary>
public sealed class JournalRecoveryTests : IDisposable
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;
    private static readonly JournalIssuer[] Issuers = [new("bank", Ascii.Name)];
    private static readonly Dictionary<string, MessageFormat> Formats = new() { [Ascii.Name] = Ascii };

    private readonly JournalKeys keys = new(new byte[32], "north");
    private readonly MemoryJournalDisk disk = new();
    private readonly MemoryJournalStore store;
    private readonly UnsettledRecords records = new();
    private readonly RecordEncoder encoder = new();
    private readonly FieldIndex index = new();
    private readonly byte[] request = MessageText.Write(Ascii, 200, ["pan=4761739001010119", "stan=000001", "time=1122053012", "tid=TERM0001"]);
    private readonly byte[] answer = MessageText.Write(Ascii, 210, ["pan=4761739001010119", "stan=000001", "time=1122053012", "code=00"]);
    private JournalPosition position;
    private JournalSettler settler;

    public JournalRecoveryTests()
    {
        store = new MemoryJournalStore(disk);
        position = store.Open(new JournalOwner("north", Issuers));
        settler = new JournalSettler(keys, new OpenMessages(), position);
    }

    public void Dispose() => keys.Dispose();

    [Fact]
    public void Totals_of_open_days_are_right_and_those_of_older_ones_are_left()
    {
        Day(20261120);
        Pay(1, 20261120, 100);
        Day(20261121);
        Pay(2, 20261121, 200);
        Pay(3, 20261120, 1);
        Close(20261120);
        Day(20261122);
        Pay(4, 20261122, 400);
        Pay(5, 20261121, 10);
        SwitchCore core = Recover();
        Assert.Equal(20261122, core.Days.Current);
        Assert.Equal(20261121, core.Days.Previous);
        Assert.Equal(210, core.Totals.OfIssuer(0, 20261121, 978)!.DebitAmount);
        Assert.Equal(400, core.Totals.OfIssuer(0, 20261122, 978)!.DebitAmount);
        Assert.Null(core.Totals.OfIssuer(0, 20261120, 978));
        Assert.Equal(0, core.Queued);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_still_queued_from_an_older_day_goes_on(bool parked)
    {
        Day(20261120);
        Pay(1, 20261120, 100);
        long queued = Record(new JournalEntry { Kind = RecordKind.TimedOut, Key = new TransactionKey(0, 99), Stan = 17, Day = 20261120 }, request);
        if (parked) Record(new JournalEntry { Kind = RecordKind.Parked, Key = new TransactionKey(0, 99), Queued = queued, Day = 20261120 });
        Day(20261121);
        Pay(2, 20261121, 100);
        Day(20261122);
        Pay(3, 20261122, 100);
        SwitchCore core = Recover();
        Assert.Equal(1, core.Queued);
        Assert.Equal(parked ? 1 : 0, core.Destinations[0].Queue.Parked);
        Assert.Null(core.Totals.OfIssuer(0, 20261120, 978));
    }

    [Fact]
    public void Each_thing_that_was_altered_is_found()
    {
        Day(20261120);
        Record(new JournalEntry { Kind = RecordKind.Sent, Key = new TransactionKey(0, 1), Stan = 1, Day = 20261120 }, request);
        Settle();
        disk.Sealed[2][^1] ^= 1;
        Assert.Contains("sealed message of record 2 was altered", Assert.Throws<JournalStoreException>(() => Recover()).Message, StringComparison.Ordinal);
        disk.Sealed.Clear();
        disk.Seal[0] ^= 1;
        Assert.Contains("seal of the last row", Assert.Throws<JournalStoreException>(() => Recover()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_was_altered_or_is_missing_is_found()
    {
        foreach (long first in (long[])[1, 2, 3])
        {
            byte[] sealedBytes = new byte[RecordLayout.MessageAt + JournalKeys.TagLength];
            var entry = new JournalEntry { Kind = RecordKind.Network, Issuer = -1 };
            keys.SealGroup(position.Epoch, first, encoder.Encode(in entry), sealedBytes);
            store.Append(new JournalGroup(first, 1, position.Epoch, Issuers, sealedBytes));
        }
        JournalGroup second = disk.Groups[1];
        disk.Groups.RemoveAt(1);
        Assert.Contains("record 2 is missing", Assert.Throws<JournalStoreException>(() => Recover()).Message, StringComparison.Ordinal);
        byte[] altered = second.Sealed.ToArray();
        altered[0] ^= 1;
        disk.Groups.Insert(1, second with { Sealed = altered });
        Assert.Contains("from record 2 on was altered", Assert.Throws<JournalStoreException>(() => Recover()).Message, StringComparison.Ordinal);
        disk.Groups[1] = second;
        Recover();
        Assert.Equal(3, disk.Rows.Count);
    }

    [Fact]
    public void Records_of_many_settlements_are_read()
    {
        const int Transactions = 5_000;
        Day(20261122);
        for (int i = 0; i < Transactions; i++) Pay((ulong)i + 1, 20261122, 100);
        Settle();
        SwitchCore core = Recover();
        Assert.Equal(Transactions, core.Totals.OfIssuer(0, 20261122, 978)!.Debits);
    }

    private void Day(int day) => Record(new JournalEntry { Kind = RecordKind.DayOpened, Day = day, Issuer = -1 });

    private void Close(int day) => Record(new JournalEntry { Kind = RecordKind.DayClosed, Day = day, Issuer = -1 });

    private void Pay(ulong key, int day, long amount)
    {
        var entry = new JournalEntry { Kind = RecordKind.Sent, Key = new TransactionKey(key, key), Stan = (int)key, Day = day, Amount = amount, Currency = 978 };
        Record(entry, request);
        entry.Kind = RecordKind.Answered;
        entry.Effect = TotalsEffect.Debit;
        entry.Code = ResponseCode.Approved;
        Record(entry, answer);
    }

    private long Record(JournalEntry entry, byte[]? message = null)
    {
        entry.Type = MessageType.Of(200);
        if (message is not null)
        {
            Assert.True(new MessageParser(Ascii).Parse(message, index).IsOk);
            entry.HasMessage = true;
            entry.Message = new MessageView(message, index);
        }
        records.Add(encoder.Encode(in entry), 1);
        disk.Last++;
        if (records.Count >= 4096) Settle();
        return disk.Last;
    }

    private void Settle()
    {
        var maker = new RowMaker(keys, Issuers, Formats);
        while (records.Count > 0) store.Settle(settler.Make(records, maker, 4096));
    }

    private SwitchCore Recover()
    {
        Settle();
        var profile = new IssuerProfile("bank", Ascii, 1000, 1_000_000_000, 1_000_000_000, false);
        var core = new SwitchCore(
            [new IssuerService(profile, new ForwardSettings(), null)], new CoreSettings(1000, false), new Nowhere(), new NoJournal(),
            new StationTimings(["bank"]));
        position = store.Open(new JournalOwner("north", Issuers));
        var recovery = new JournalRecovery(store, keys, Issuers, Formats);
        settler = recovery.Settle(position);
        recovery.Read(core);
        core.Recovered(new Moment(1_000_000_000, 1_000_000_000, 1_795_325_412_000));
        return core;
    }

    private sealed class Nowhere : ISwitchOutput
    {
        bool ISwitchOutput.TryReserve(CardSwitch.Links.LinkId link, int length, out Span<byte> message)
        {
            message = default;
            return false;
        }

        void ISwitchOutput.Send(CardSwitch.Links.LinkId link, int length, long after)
        {
        }

        void ISwitchOutput.Close(CardSwitch.Links.LinkId link)
        {
        }

        void ISwitchOutput.Tell(in Notice notice)
        {
        }
    }
}
