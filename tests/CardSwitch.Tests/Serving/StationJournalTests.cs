using System.Net;
using System.Net.Sockets;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Tests.Links;

namespace CardSwitch.Tests.Serving;

/// <summary>Stations that keep a journal: what waits for it, and what a crash leaves.</summary>
public sealed class StationJournalTests
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    [Fact]
    public async Task A_stopped_station_leaves_a_settled_chain_without_secrets()
    {
        var journal = new JournalRig();
        using var bank = new SocketBank(Ascii, _ => "code=00 auth=A1B2C3");
        await using (StationRig station = await StationRig.StartAsync(journal.With(bank)))
        {
            FramedSocket shop = await station.ConnectAsync();
            for (int i = 0; i < 50; i++) await station.AskAsync(shop, $"stan={i + 1:D6}", "0210 code=00 auth=A1B2C3");
        }
        Assert.True(journal.Store.IsDisposed);
        Assert.Empty(journal.Disk.Groups);
        Assert.Empty(journal.Disk.Sealed);
        Assert.Equal(new JournalVerdict(journal.Disk.Last, 0, null), journal.Verify());
        Assert.Equal(50, journal.Kinds.Count(kind => kind == RecordKind.Sent));
        Assert.Equal(50, journal.Kinds.Count(kind => kind == RecordKind.Answered));
    }

    [Fact]
    public async Task Nothing_leaves_before_its_record_is_durable()
    {
        var journal = new JournalRig();
        using var open = new ManualResetEventSlim();
        journal.Prepare = store => store.BeforeAppend = _ => open.Wait();
        using var bank = new SocketBank(Ascii);
        await using StationRig station = await StationRig.StartAsync(journal.With(bank));
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request());
        await station.UntilAsync(s => s.Issuers[0].Pending == 1);
        Task<(FramedSocket Link, byte[] Request)> request = bank.NextAsync();
        Assert.False(request.IsCompleted);
        Assert.Equal(0, journal.Disk.Last);

        open.Set();
        (FramedSocket link, byte[] asked) = await request;
        Assert.True(station.Server.Snapshot().Journal!.Durable > 0);
        await link.SendAsync(bank.Answer(asked, "code=00"));
        await StationRig.ExpectAsync(shop, "0210 code=00");
    }

    [Fact]
    public async Task What_is_behind_leaves_at_once_up_to_the_lag()
    {
        var journal = new JournalRig { Mode = JournalMode.Behind, MaxLag = 3 };
        using var open = new ManualResetEventSlim();
        journal.Prepare = store => store.BeforeAppend = _ => open.Wait();
        using var bank = new SocketBank(Ascii, _ => "code=00");
        await using StationRig station = await StationRig.StartAsync(journal.With(bank));
        FramedSocket shop = await station.ConnectAsync();
        // The day's opening, the bank's sign-on, and the request are three.
        await station.UntilAsync(s => s.Journal!.Last >= 1);
        int asked = 0;
        while (station.Server.Snapshot().Journal!.Last < 3)
        {
            await shop.SendAsync(StationRig.Request($"stan={++asked:D6}"));
            await station.UntilAsync(s => s.Traffic.Received == asked);
        }
        await shop.SendAsync(StationRig.Request("stan=000099"));
        await station.UntilAsync(s => s.Traffic.Received == asked + 1);
        Assert.Equal(0, station.Server.Snapshot().Journal!.Durable);
        Task<byte[]?> last = LastAnswerAsync(shop, "000099");
        Assert.False(last.IsCompleted);
        open.Set();
        Assert.NotNull(await last);
    }

    [Fact]
    public async Task A_repeat_after_a_restart_gets_the_same_answer_field_by_field()
    {
        var journal = new JournalRig();
        using var bank = new SocketBank(Ascii, _ => "code=00 auth=A1B2C3 de54=0002978C000000054321");
        byte[] request = StationRig.Request("mid=MERCHANT0000001");
        byte[] first;
        await using (StationRig station = await StationRig.StartAsync(journal.With(bank)))
        {
            FramedSocket shop = await station.ConnectAsync();
            await shop.SendAsync(request);
            first = (await shop.ReceiveAsync())!;
        }
        await using StationRig again = await StationRig.StartAsync(journal.With(bank));
        FramedSocket back = await again.ConnectAsync();
        await back.SendAsync(request);
        byte[]? second = await back.ReceiveAsync();
        Assert.Equal(Convert.ToHexString(first), Convert.ToHexString(second!));
        Assert.Equal(1, again.Traffic.Repeats);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_sent_and_not_answered_is_reversed_after_a_crash(bool settled)
    {
        var journal = new JournalRig();
        if (!settled) journal.Prepare = store => store.BeforeSettle = _ => throw new JournalStoreException(JournalFault.Unreachable, "not now");
        using var bank = new SocketBank(Ascii);
        await using StationRig station = await StationRig.StartAsync(journal.With(bank));
        FramedSocket shop = await station.ConnectAsync();
        byte[] request = StationRig.Request();
        await shop.SendAsync(request);
        (FramedSocket link, byte[] asked) = await bank.NextAsync();
        if (settled) await station.UntilAsync(s => s.Journal!.Settled == s.Journal.Last);

        JournalRig left = journal.Copy();
        Assert.Equal(settled, left.Disk.Groups.Count == 0);
        using var same = new SocketBank(Ascii);
        await using (StationRig next = await StationRig.StartAsync(left.With(same)))
        {
            await next.UntilAsync(s => s.Issuers[0].Counts.Forwarded == 1);
            FramedSocket back = await next.ConnectAsync();
            await back.SendAsync(request);
            await StationRig.ExpectAsync(back, "0210 code=91");
        }
        Assert.Contains(RecordKind.TimedOut, left.Kinds);
        Assert.Empty(left.Disk.Sealed);
        Assert.True(left.Verify().IsIntact);

        await link.SendAsync(bank.Answer(asked, "code=00"));
        await StationRig.ExpectAsync(shop, "0210 code=00");
        journal.Store.BeforeSettle = null;
        await station.Server.StopAsync();
        Assert.True(journal.Verify().IsIntact);
        station.Log.Errors.Clear();
    }

    [Fact]
    public async Task A_request_that_times_out_while_it_is_held_leaves_before_its_reversal()
    {
        var journal = new JournalRig();
        using var open = new ManualResetEventSlim(initialState: true);
        journal.Prepare = store => store.BeforeAppend = _ => open.Wait();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var unused = new SocketBank(Ascii);
        await using StationRig station = await StationRig.StartAsync(journal.With(unused, options =>
        {
            options.Issuers[0].EndPoints.Clear();
            options.Connect("bank", "127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port, Ascii, issuer =>
            {
                issuer.SignOn = false;
                issuer.TimeOut = TimeSpan.FromMilliseconds(50);
            });
        }));
        using var bank = new FramedSocket(await listener.AcceptAsync(), FrameFormat.BigEndian2);
        FramedSocket shop = await station.ConnectAsync();
        open.Reset();
        await shop.SendAsync(StationRig.Request());
        await station.UntilAsync(s => s.Issuers[0].Counts.TimedOut == 1);
        open.Set();
        Assert.Equal("0200", TypeOf(await bank.ReceiveAsync()));
        byte[]? reversal = await bank.ReceiveAsync();
        Assert.Equal("0420", TypeOf(reversal));
        await StationRig.ExpectAsync(shop, "0210 code=91");
        var index = new FieldIndex();
        Assert.True(new MessageParser(Ascii).Parse(reversal, index).IsOk);
        await bank.SendAsync(CardSwitch.Tests.Switching.MessageText.Change(Ascii, reversal!, index.Type.ToResponse(), ["code=00"]));
        await station.UntilAsync(s => s.Issuers[0].Counts.Forwarded == 1);
    }

    [Fact]
    public async Task A_station_does_not_start_without_the_issuer_of_what_is_unfinished()
    {
        var journal = new JournalRig();
        using var bank = new SocketBank(Ascii);
        await using (StationRig station = await StationRig.StartAsync(journal.With(bank, o => o.Limits.DrainTimeOut = TimeSpan.FromMilliseconds(1))))
        {
            FramedSocket shop = await station.ConnectAsync();
            await shop.SendAsync(StationRig.Request());
            await bank.NextAsync();
        }
        var options = new StationOptions { Name = "rig" };
        journal.Bank = "renamed";
        journal.With(bank)(options);
        await using var server = new SwitchServer(options);
        var refused = await Assert.ThrowsAsync<StationOptionsException>(() => server.StartAsync());
        Assert.Contains("1 unfinished messages are for issuer 'bank'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_does_not_start_with_another_key()
    {
        var journal = new JournalRig();
        using var bank = new SocketBank(Ascii, _ => "code=00");
        await using (StationRig station = await StationRig.StartAsync(journal.With(bank)))
        {
            await station.AskAsync(await station.ConnectAsync(), "", "0210 code=00");
        }
        var options = new StationOptions { Name = "rig" };
        journal.With(bank)(options);
        options.Journal.Key = Enumerable.Repeat((byte)1, 32).ToArray();
        await using var server = new SwitchServer(options);
        var refused = await Assert.ThrowsAsync<JournalStoreException>(() => server.StartAsync());
        Assert.Equal(JournalFault.Corrupt, refused.Fault);
    }

    private static async Task<byte[]?> LastAnswerAsync(FramedSocket shop, string stan)
    {
        while (await shop.ReceiveAsync() is { } answer)
        {
            if (CardSwitch.Tests.Switching.MessageText.Mismatch(Ascii, answer, 210, ["code=00", $"stan={stan}"]) is null) return answer;
        }
        return null;
    }

    private static string TypeOf(byte[]? message) => System.Text.Encoding.ASCII.GetString(message!, 0, 4);
}
