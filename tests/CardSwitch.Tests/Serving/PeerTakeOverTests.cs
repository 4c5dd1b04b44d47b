using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Serving;
using CardSwitch.Simulation.Records;
using CardSwitch.Switching;
using CardSwitch.Tests.Journal.Stores;
using CardSwitch.Tests.Links;
using CardSwitch.Tests.Switching;
using CardSwitch.Timing;

namespace CardSwitch.Tests.Serving;

/// <summary>How what a dead station left passes from its journal into another's: in both for a moment, in none never.</summary>
public sealed class PeerTakeOverTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly VirtualTime time = new();
    private readonly MemorySharedDisk disk = new();
    private readonly MemorySharedJournal store;
    private readonly EncodedRecords ours = new();
    private readonly StationGate gate;
    private readonly JournalIssuer[] issuers = [new("bank", MessageFormats.Iso1987Ascii.Name)];
    private readonly Dictionary<string, MessageFormat> formats = MessageFormats.All.ToDictionary(format => format.Name);

    public PeerTakeOverTests()
    {
        store = new MemorySharedJournal(disk);
        var profile = new IssuerProfile("bank", MessageFormats.Iso1987Ascii, 100, 10_000_000_000, 25_000_000_000, false);
        gate = new StationGate(
            output => new SwitchCore(
                [profile], new ScenarioSettings().Core, output, new EncodingJournal(ours), new StationTimings(["bank"])),
            DurableMark.Always, _ => { }, time);
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public void What_is_not_durable_here_is_not_ended_there()
    {
        Died(RecordKind.Sent);
        using PeerTakeOver taken = TakenOver();
        taken.Work(gate, durable: 0);
        Assert.Equal([RecordKind.Sent], disk.KindsOf("north"));
        Assert.Equal([RecordKind.TimedOut], ours.Kinds);
        Assert.Equal(1, taken.Count);

        taken.Work(gate, durable: 1);
        Assert.Equal([RecordKind.Sent, RecordKind.TimedOut], disk.KindsOf("north"));
        Assert.Equal([RecordKind.TimedOut], ours.Kinds);
        Assert.Equal(0, taken.Count);
        Assert.Empty(disk["north"].Sealed);
        Assert.Equal(1, Queued());
    }

    [Fact]
    public void What_was_queued_there_is_queued_here_and_ended_there()
    {
        Died(RecordKind.Reversed);
        using PeerTakeOver taken = TakenOver();
        taken.Work(gate, durable: 0);
        taken.Work(gate, durable: 1);
        Assert.Equal([RecordKind.Reversed, RecordKind.Forwarded], disk.KindsOf("north"));
        Assert.Equal([RecordKind.Reversed], ours.Kinds);
        Assert.Empty(disk["north"].Sealed);
        Assert.Equal(1, Queued());
    }

    [Fact]
    public void What_was_taken_up_is_not_taken_up_twice_when_the_journal_is_taken_over_again()
    {
        Died(RecordKind.Sent);
        using (PeerTakeOver cut = TakenOver()) cut.Work(gate, durable: 0);
        using PeerTakeOver taken = TakenOver();
        taken.Work(gate, durable: 1);
        Assert.Equal([RecordKind.TimedOut], ours.Kinds);
        Assert.Equal([RecordKind.Sent, RecordKind.TimedOut], disk.KindsOf("north"));
    }

    [Fact]
    public void A_station_that_is_back_fences_the_taker_and_finds_what_was_not_ended()
    {
        Died(RecordKind.Sent);
        using PeerTakeOver taken = TakenOver();
        taken.Work(gate, durable: 0);
        using var back = new MemorySharedJournal(disk);
        back.Open(new JournalOwner("north", issuers));
        var refused = Assert.Throws<JournalStoreException>(() => taken.Work(gate, durable: 1));
        Assert.Equal(JournalFault.Fenced, refused.Fault);
        Assert.Single(back.SealedMessages());
    }

    [Fact]
    public void What_is_for_an_issuer_that_is_not_here_waits_for_its_station()
    {
        Died(RecordKind.Sent, new JournalIssuer("elsewhere", MessageFormats.Iso1987Ascii.Name));
        using PeerTakeOver taken = TakenOver();
        Assert.Equal(0, taken.Count);
        Assert.Equal(("elsewhere", 1), (taken.Homeless.Single().Key[8..17], taken.Homeless.Single().Value));
        taken.Work(gate, durable: 0);
        Assert.Empty(ours.Kinds);
        Assert.Single(disk["north"].Sealed);
    }

    // A group of one record that was not settled.
    private void Died(RecordKind kind, JournalIssuer? issuer = null)
    {
        bool isReversal = kind == RecordKind.Reversed;
        byte[] frame = MessageText.Write(
            MessageFormats.Iso1987Ascii, isReversal ? 420 : 200,
            [$"pan={Scenario.Pan}", "proc=000000", "amount=000000012345", "time=1122053012", "stan=000007", "rrn=632605123456", "cur=978"]);
        var index = new FieldIndex();
        Assert.True(new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index).IsOk);
        var entry = new JournalEntry
        {
            Kind = kind,
            Issuer = 0,
            Type = MessageType.Of(isReversal ? 420 : 200),
            Stan = 7,
            Amount = 12345,
            Key = new TransactionKey(1, 2),
            Lane = isReversal ? 5UL : 0,
            HasMessage = true,
            Message = new MessageView(frame, index),
        };
        using var dying = new MemorySharedJournal(disk);
        JournalIssuer[] theirs = [issuer ?? issuers[0]];
        JournalPosition position = dying.Open(new JournalOwner("north", theirs));
        ReadOnlySpan<byte> record = new RecordEncoder().Encode(in entry);
        var sealedBytes = new byte[record.Length + JournalKeys.TagLength];
        using var keys = new JournalKeys(Key, "north");
        keys.SealGroup(position.Epoch, 1, record, sealedBytes);
        dying.Append(new JournalGroup(1, 1, position.Epoch, theirs, sealedBytes));
    }

    private PeerTakeOver TakenOver()
    {
        store.Open(new JournalOwner("south", issuers, IsReader: true));
        disk.Lapsed.Add("north");
        JournalTakeOver? taken = store.TakeOver("north");
        Assert.NotNull(taken);
        return new PeerTakeOver(taken, new JournalKeys(Key, "north"), issuers, formats, time);
    }

    private int Queued()
    {
        lock (gate.Lock) return gate.Core.Queued;
    }

    /// <summary>What our own station records.</summary>
    private sealed class EncodedRecords : IRecordSink
    {
        internal List<RecordKind> Kinds { get; } = [];

        public void Append(long number, ReadOnlySpan<byte> record) => Kinds.Add((RecordKind)record[RecordLayout.KindAt]);
    }
}
