using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Tests.Journal.Stores;
using CardSwitch.Tests.Links;

namespace CardSwitch.Tests.Journal;

public sealed class JournalWriterTests : IDisposable
{
    private static readonly JournalIssuer[] Issuers = [new("bank", MessageFormats.Iso1987Ascii.Name)];

    private static readonly Dictionary<string, MessageFormat> Formats = new()
    {
        [MessageFormats.Iso1987Ascii.Name] = MessageFormats.Iso1987Ascii,
    };

    private readonly JournalKeys keys = new(new byte[32], "north");
    private readonly MemoryJournalStore store = new(new MemoryJournalDisk());
    private readonly RecordedEvents events = new();

    public void Dispose() => keys.Dispose();

    [Fact]
    public async Task Groups_are_bounded_and_hold_every_record_once()
    {
        var limits = new JournalLimits { Group = 1000, SettleBetween = 5_000, Batch = 7 };
        using JournalWriter writer = Start(limits);
        var sizes = new List<int>();
        store.BeforeAppend = group => sizes.Add(group.Sealed.Length);
        for (int i = 0; i < 5000; i++) Append(writer, i);
        await writer.StopAsync(Safety.Net);
        Assert.Equal(5000, events.Durable);
        Assert.Equal(5000, store.Disk.Rows.Count);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), store.Disk.Rows.Select(row => row.Amount));
        Assert.All(sizes, size => Assert.InRange(size, 1, 1000 + 16));
        Assert.True(JournalVerifier.Verify(store, keys).IsIntact);
        Assert.Empty(store.Disk.Groups);
    }

    [Fact]
    public async Task What_waits_is_bounded_first_for_requests_then_for_advices()
    {
        var limits = new JournalLimits { Group = 1000, Requests = 3000, Advices = 5000 };
        using JournalWriter writer = Start(limits);
        using var open = new ManualResetEventSlim();
        store.BeforeAppend = _ => open.Wait();
        int taken = 0;
        while (writer.TakesRequests) Append(writer, taken++);
        Assert.True(writer.TakesAdvices);
        Assert.InRange(taken * RecordLayout.MessageAt, 3000, 3000 + RecordLayout.MessageAt);
        while (writer.TakesAdvices) Append(writer, taken++);
        Assert.InRange(taken * RecordLayout.MessageAt, 5000, 5000 + RecordLayout.MessageAt);
        open.Set();
        await writer.StopAsync(Safety.Net);
        Assert.True(writer.TakesRequests);
        Assert.Equal(taken, store.Disk.Rows.Count);
    }

    [Fact]
    public async Task Appending_allocates_nothing_once_warm()
    {
        using JournalWriter writer = Start(new JournalLimits());
        long allocated = -1;
        for (int run = 0; run < 3; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 5000; i++) Append(writer, i);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            while (writer.Durable < writer.Last) await Task.Yield();
        }
        Assert.Equal(0, allocated);
        await writer.StopAsync(Safety.Net);
    }

    [Fact]
    public async Task A_store_that_is_out_of_reach_is_asked_again_later_and_later()
    {
        var time = new VirtualTime();
        using JournalWriter writer = Start(new JournalLimits(), time);
        int failures = 7;
        store.BeforeAppend = _ =>
        {
            if (failures-- > 0) throw new JournalStoreException(JournalFault.Unreachable, "no route");
        };
        Append(writer, 1);
        foreach (int ms in (int[])[100, 200, 400, 800, 1600, 2000, 2000])
        {
            await time.TimerSetAsync(TimeSpan.FromMilliseconds(ms));
            Assert.Equal(0, events.Durable);
            time.Advance(TimeSpan.FromMilliseconds(ms));
        }
        await writer.StopAsync(Safety.Net);
        Assert.Equal(1, events.Durable);
        Assert.Equal(["unreachable", "reachable"], events.Told);
    }

    [Fact]
    public async Task A_fault_kills_it_once_and_for_ever()
    {
        using JournalWriter writer = Start(new JournalLimits());
        int calls = 0;
        store.BeforeAppend = _ =>
        {
            calls++;
            throw new JournalStoreException(JournalFault.Broken, "fsync failed");
        };
        Append(writer, 1);
        await events.Died.Task.WaitAsync(Safety.Net);
        Assert.False(writer.TakesRequests);
        Assert.False(writer.TakesAdvices);
        Assert.Equal(writer.Last + 1, Append(writer, 2));
        await writer.StopAsync(Safety.Net);
        Assert.Equal(1, calls);
        Assert.Equal(["failed"], events.Told);
        Assert.Equal(0, events.Durable);
    }

    private JournalWriter Start(JournalLimits limits, TimeProvider? time = null)
    {
        JournalPosition position = store.Open(new JournalOwner("north", Issuers));
        var writer = new JournalWriter(limits, time ?? TimeProvider.System, events);
        writer.Begin(position);
        writer.Start(store, keys, Issuers, new JournalSettler(keys, new OpenMessages(), position), new RowMaker(keys, Issuers, Formats));
        return writer;
    }

    private static long Append(JournalWriter writer, long amount)
    {
        var entry = new JournalEntry { Kind = RecordKind.Late, Type = MessageType.Of(200), Amount = amount };
        return writer.Append(in entry);
    }

    private sealed class RecordedEvents : IJournalEvents
    {
        internal long Durable;

        internal List<string> Told { get; } = [];

        internal TaskCompletionSource Died { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        void IJournalEvents.Durable(long upTo) => Volatile.Write(ref Durable, upTo);

        public void Unreachable(string why) => Told.Add("unreachable");

        public void Reachable() => Told.Add("reachable");

        public void Failed(JournalFault fault, string why, Exception cause)
        {
            Told.Add("failed");
            Died.TrySetResult();
        }
    }
}
