using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Tests.Journal.Stores;
using CardSwitch.Tests.Links;

namespace CardSwitch.Tests.Journal;

/// <summary>The sign of life that the owner of a shared journal gives, whether it has anything to write or not.</summary>
public sealed class JournalRenewalTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly JournalIssuer[] Issuers = [];

    private readonly VirtualTime time = new();
    private readonly MemorySharedDisk disk = new();
    private readonly MemorySharedJournal store;
    private readonly JournalKeys keys = new(new byte[32], "north");
    private readonly Faults faults = new();

    public JournalRenewalTests() => store = new MemorySharedJournal(disk);

    public void Dispose()
    {
        store.Dispose();
        keys.Dispose();
    }

    [Fact]
    public async Task A_journal_that_nothing_is_written_to_is_renewed_every_second()
    {
        using JournalWriter writer = Start();
        for (int passed = 0; passed < 3; passed++)
        {
            await time.TimerSetAsync(Second);
            Assert.Equal(passed, disk.Renewals.GetValueOrDefault("north"));
            time.Advance(Second);
        }
        await time.TimerSetAsync(Second);
        Assert.Equal(3, disk.Renewals["north"]);
        await writer.StopAsync(Safety.Net);
    }

    [Fact]
    public async Task An_owner_that_was_fenced_finds_out_though_it_writes_nothing()
    {
        using JournalWriter writer = Start();
        using var other = new MemorySharedJournal(disk);
        other.Open(new JournalOwner("north", Issuers));
        await time.TimerSetAsync(Second);
        time.Advance(Second);
        Assert.Equal(JournalFault.Fenced, await faults.Failed.Task.WaitAsync(Safety.Net));
        Assert.False(writer.TakesRequests);
        await writer.StopAsync(Safety.Net);
    }

    private JournalWriter Start()
    {
        JournalPosition position = store.Open(new JournalOwner("north", Issuers));
        var writer = new JournalWriter(new JournalLimits(), time, faults);
        writer.Begin(position);
        writer.Start(
            store, keys, Issuers, new JournalSettler(keys, new OpenMessages(), position),
            new RowMaker(keys, Issuers, new Dictionary<string, MessageFormat>()));
        return writer;
    }

    private sealed class Faults : IJournalEvents
    {
        internal TaskCompletionSource<JournalFault> Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        void IJournalEvents.Durable(long upTo)
        {
        }

        void IJournalEvents.Unreachable(string why)
        {
        }

        void IJournalEvents.Reachable()
        {
        }

        void IJournalEvents.Failed(JournalFault fault, string why, Exception cause) => Failed.TrySetResult(fault);
    }
}
