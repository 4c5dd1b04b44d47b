using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Tests.Links;

namespace CardSwitch.Tests.Serving;

/// <summary>Stations whose store fails: nothing is lost, nothing doubled, and the operator is told.</summary>
public sealed class StationJournalFaultTests
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    [Theory]
    [InlineData(JournalFault.Broken)]
    [InlineData(JournalFault.Full)]
    [InlineData(JournalFault.Fenced)]
    [InlineData(JournalFault.Corrupt)]
    public async Task A_dead_journal_lets_nothing_out_and_takes_no_money(JournalFault fault)
    {
        var journal = new JournalRig();
        bool fails = false;
        journal.Prepare = store => store.BeforeAppend = _ =>
        {
            if (Volatile.Read(ref fails)) throw new JournalStoreException(fault, "as told");
        };
        using var bank = new SocketBank(Ascii);
        await using StationRig station = await StationRig.StartAsync(journal.With(bank));
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request("stan=000001"));
        (FramedSocket link, byte[] asked) = await bank.NextAsync();
        await link.SendAsync(bank.Answer(asked, "code=00"));
        await StationRig.ExpectAsync(shop, "0210 code=00 stan=000001");
        Assert.False(station.Server.JournalFailed.IsCompleted);

        Volatile.Write(ref fails, true);
        await shop.SendAsync(StationRig.Request("stan=000002"));
        Assert.Equal(fault, await station.Server.JournalFailed.WaitAsync(Safety.Net));
        long durable = journal.Disk.Last;
        int appends = journal.Store.Appends;
        // The request that was held never reached its bank; the next are declined, on the same link.
        await station.AskAsync(shop, "stan=000003", "0210 code=96 stan=000003");
        await station.AskAsync(shop, "stan=000004 pan=5200000000000007", "0210 code=96 stan=000004");
        Task<(FramedSocket, byte[])> next = bank.NextAsync();
        Volatile.Write(ref fails, false);
        await station.AskAsync(shop, "stan=000005", "0210 code=96 stan=000005");
        Assert.False(next.IsCompleted);

        Assert.Equal(durable, journal.Disk.Last);
        Assert.Equal(appends, journal.Store.Appends);
        Assert.Contains("as told", station.Server.Snapshot().Journal!.Fault, StringComparison.Ordinal);
        Assert.Contains(station.Log.Errors, error => error.Contains("the journal has failed", StringComparison.Ordinal));
        await station.Server.StopAsync();
        Assert.True(journal.Store.IsDisposed);
        Assert.Equal(appends, journal.Store.Appends);
        station.Log.Errors.Clear();
    }

    [Fact]
    public async Task What_cannot_be_reached_is_tried_again_and_everything_arrives_once()
    {
        var journal = new JournalRig();
        int failures = 0;
        var groups = new List<byte[]>();
        journal.Prepare = store => store.BeforeAppend = group =>
        {
            if (Volatile.Read(ref failures) == 0) return;
            groups.Add(group.Sealed.ToArray());
            if (Interlocked.Decrement(ref failures) > 0) throw new JournalStoreException(JournalFault.Unreachable, "no route");
        };
        using var bank = new SocketBank(Ascii, _ => "code=00");
        await using StationRig station = await StationRig.StartAsync(journal.With(bank));
        FramedSocket shop = await station.ConnectAsync();
        await station.UntilAsync(s => s.Journal!.Lag == 0 && s.Journal.Settled == s.Journal.Last);
        Volatile.Write(ref failures, 3);
        await station.AskAsync(shop, "stan=000001", "0210 code=00 stan=000001");
        Assert.Equal(3, groups.Count);
        Assert.Equal(groups[0], groups[1]);
        Assert.Equal(groups[0], groups[2]);
        Assert.Single(station.Log.Errors, error => error.Contains("cannot be reached", StringComparison.Ordinal));
        Assert.False(station.Server.Snapshot().Journal!.IsUnreachable);
        await station.Server.StopAsync();
        Assert.Equal(1, journal.Kinds.Count(kind => kind == RecordKind.Sent));
        Assert.True(journal.Verify().IsIntact);
        station.Log.Errors.Clear();
    }

    [Fact]
    public async Task A_station_whose_journal_was_taken_over_writes_no_more()
    {
        var journal = new JournalRig();
        using var bank = new SocketBank(Ascii, _ => "code=00");
        await using StationRig station = await StationRig.StartAsync(journal.With(bank));
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(shop, "stan=000001", "0210 code=00");
        await station.UntilAsync(s => s.Journal!.Settled == s.Journal.Last);
        await using (StationRig heir = await StationRig.StartAsync(journal.With(bank)))
        {
            await shop.SendAsync(StationRig.Request("stan=000002"));
            Assert.Equal(JournalFault.Fenced, await station.Server.JournalFailed.WaitAsync(Safety.Net));
            await station.AskAsync(shop, "stan=000003", "0210 code=96");
            await heir.AskAsync(await heir.ConnectAsync(), "stan=000004", "0210 code=00");
        }
        await station.Server.StopAsync();
        Assert.True(journal.Verify().IsIntact);
        station.Log.Errors.Clear();
    }

    [Fact]
    public async Task A_store_that_fails_to_settle_stops_the_taking_of_money_too()
    {
        var journal = new JournalRig { Prepare = store => store.BeforeSettle = _ => throw new InvalidOperationException("no such thing") };
        using var bank = new SocketBank(Ascii, _ => "code=00");
        await using StationRig station = await StationRig.StartAsync(journal.With(bank));
        Assert.Equal(JournalFault.Broken, await station.Server.JournalFailed.WaitAsync(Safety.Net));
        await station.AskAsync(await station.ConnectAsync(), "", "0210 code=96");
        await station.Server.StopAsync();
        station.Log.Errors.Clear();
    }

    [Fact]
    public async Task A_journal_that_cannot_be_opened_keeps_the_station_from_starting()
    {
        var options = new StationOptions { Name = "rig" };
        using var bank = new SocketBank(Ascii);
        new JournalRig().With(bank)(options);
        options.Journal.Store = () => throw new JournalStoreException(JournalFault.Broken, "no such folder");
        await using var server = new SwitchServer(options);
        await Assert.ThrowsAsync<JournalStoreException>(() => server.StartAsync());
    }
}
