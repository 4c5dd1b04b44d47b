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
        var limits = new JournalLimits { Group = 1000, Memory = 5_000, Batch = 7 };
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

    [Fact]
    public async Task What_memory_does_not_hold_is_read_back_from_the_store()
    {
        var limits = new JournalLimits { Group = 1000, Memory = 3000, Batch = 50 };
        using JournalWriter writer = Start(limits);
        using var settles = new ManualResetEventSlim();
        int readBack = 0;
        store.BeforeSettle = _ => settles.Wait();
        store.BeforeUnsettled = () => readBack++;
        for (int i = 0; i < 2000; i++) Append(writer, i);
        while (Volatile.Read(ref events.Durable) < 2000) await Task.Yield();
        settles.Set();
        while (writer.Settled < 2000) await Task.Yield();
        Assert.NotEqual(0, readBack);
        int readOnce = readBack;
        for (int i = 2000; i < 2020; i++) Append(writer, i);
        await writer.StopAsync(Safety.Net);
        Assert.Equal(readOnce, readBack);
        Assert.Equal(Enumerable.Range(0, 2020).Select(i => (long)i), store.Disk.Rows.Select(row => row.Amount));
        Assert.True(JournalVerifier.Verify(store, keys).IsIntact);
    }

    [Fact]
    public async Task Nothing_is_appended_while_too_much_is_not_settled()
    {
        var limits = new JournalLimits { Group = 1000, Backlog = 10_000 };
        using JournalWriter writer = Start(limits);
        using var settles = new ManualResetEventSlim();
        store.BeforeSettle = _ => settles.Wait();
        for (int i = 0; i < 1000; i++) Append(writer, i);
        int most = (10_000 + 1000) / RecordLayout.MessageAt + 1;
        while (Volatile.Read(ref events.Durable) < 10_000 / RecordLayout.MessageAt) await Task.Yield();
        Assert.InRange(Volatile.Read(ref events.Durable), 0, most);
        settles.Set();
        await writer.StopAsync(Safety.Net);
        Assert.Equal(1000, store.Disk.Rows.Count);
    }

    [Fact]
    public async Task Rows_are_put_off_in_a_burst_but_not_beyond_half_of_what_may_wait()
    {
        var time = new VirtualTime();
        var limits = new JournalLimits { Group = 1000, Burst = 1, Backlog = 20_000, Batch = 1 };
        using JournalWriter writer = Start(limits, time);
        int records = 10_000 / RecordLayout.MessageAt;
        for (int i = 0; i < records; i++) Append(writer, i);
        while (Volatile.Read(ref events.Durable) < records) await Task.Yield();
        Assert.Equal(0, writer.Settled);
        Append(writer, records);
        while (writer.Settled == 0) await Task.Yield();
        time.Advance(limits.Lull);
        while (writer.Settled < records + 1) await Task.Yield();
        await writer.StopAsync(Safety.Net);
    }

    [Fact]
    public async Task A_fault_in_settling_ends_appending_too()
    {
        using JournalWriter writer = Start(new JournalLimits());
        store.BeforeSettle = _ => throw new JournalStoreException(JournalFault.Full, "no room");
        Append(writer, 1);
        await events.Died.Task.WaitAsync(Safety.Net);
        Assert.False(writer.TakesRequests);
        int appends = store.Appends;
        Append(writer, 2);
        await writer.StopAsync(Safety.Net);
        Assert.Equal(appends, store.Appends);
        Assert.Equal(["failed"], events.Told);
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
