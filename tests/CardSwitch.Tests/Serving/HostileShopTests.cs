using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Links;

namespace CardSwitch.Tests.Serving;

/// <summary>Shops that misbehave: each costs itself its connection at most, and the shop beside it nothing.</summary>
public sealed class HostileShopTests
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    public static TheoryData<byte[]> Nonsense => new()
    {
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: switch\r\n\r\n"),
        new byte[] { 0xFF, 0xFF },
        new byte[] { 0x10, 0x01, 0x30 },
        new byte[] { 0x00, 0x01, 0x00 },
        new byte[] { 0x00, 0x04, 0x30, 0x32, 0x30, 0x30 },
        new byte[] { 0x16, 0x03, 0x01, 0x02, 0x00, 0x01 },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Bytes_that_are_no_messages_close_the_connection(byte[] bytes)
    {
        await using StationRig station = await StartAsync();
        FramedSocket shop = await station.ConnectAsync(), beside = await station.ConnectAsync();
        await shop.SendBytesAsync(bytes);
        Assert.Null(await shop.ReceiveAsync());
        await station.UntilAsync(s => s.Connections == 1);
        await station.AskAsync(beside, "", "0210 code=00");
    }

    [Fact]
    public async Task What_stands_behind_nonsense_is_not_switched()
    {
        int purchases = 0;
        var handler = new ScriptedHandler((request, _) =>
        {
            // The approval may not reach the shop any more, and be reversed.
            if (request.View.Type == MessageType.Of(200)) Interlocked.Increment(ref purchases);
            return new(ResponseCode.Approved);
        });
        await using StationRig station = await StationRig.StartAsync(o => o.Handle("bank", handler));
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request("stan=000001"), "nonsense"u8.ToArray(), StationRig.Request("stan=000002"));
        await shop.EndedAsync();
        await station.UntilAsync(s => s.Connections == 0 && s.Issuers[0].Counts.Approved == 1);
        Assert.Equal(1, Volatile.Read(ref purchases));
        Assert.Equal(2, station.Traffic.Received);
    }

    [Fact]
    public async Task A_message_that_is_cut_short_is_answered_30_and_the_next_is_read()
    {
        await using StationRig station = await StartAsync();
        FramedSocket shop = await station.ConnectAsync();
        byte[] request = StationRig.Request();
        await shop.SendAsync(request[..^1], [.. request, (byte)'!'], request);
        await StationRig.ExpectAsync(shop, "0210 code=30 stan=123456 cur=-");
        await StationRig.ExpectAsync(shop, "0210 code=30 stan=123456 cur=978");
        await StationRig.ExpectAsync(shop, "0210 code=00");
    }

    [Fact]
    public async Task Half_a_frame_and_silence_are_closed_after_the_deadline_and_an_idle_shop_is_not()
    {
        await using StationRig station = await StartAsync(o => o.Limits.FrameDeadline = TimeSpan.FromMilliseconds(50));
        FramedSocket idle = await station.ConnectAsync(), header = await station.ConnectAsync();
        FramedSocket half = await station.ConnectAsync(), tail = await station.ConnectAsync();
        byte[] frame = half.Frame(StationRig.Request());
        await header.SendBytesAsync(frame.AsMemory(0, 1));
        await half.SendBytesAsync(frame.AsMemory(0, 40));
        await tail.SendBytesAsync((byte[])[.. frame, .. frame[..^1]]);
        await StationRig.ExpectAsync(tail, "0210 code=00");

        await Task.WhenAll(header.EndedAsync(), half.EndedAsync(), tail.EndedAsync());
        await station.UntilAsync(s => s.Connections == 1);
        await station.AskAsync(idle, "", "0210 code=00");
    }

    [Fact]
    public async Task A_shop_that_closes_with_requests_pending_costs_nothing_but_its_answers()
    {
        const int Requests = 50;
        using var bank = new SocketBank(Ascii);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect("bank", "127.0.0.1", bank.Port, Ascii));
        FramedSocket rude = await station.ConnectAsync(), shop = await station.ConnectAsync();
        await rude.SendAsync([.. Enumerable.Range(0, Requests).Select(_ => StationRig.Request())]);
        var asked = new List<(FramedSocket Link, byte[] Request)>();
        for (int i = 0; i < Requests; i++) asked.Add(await bank.NextAsync());
        rude.Socket.Reset();
        await station.UntilAsync(s => s.Connections == 1);

        // A shop that comes later gets the slot, but not the answers.
        FramedSocket later = await station.ConnectAsync();
        await station.UntilAsync(s => s.Connections == 2);
        foreach (var (link, request) in asked) await link.SendAsync(bank.Answer(request, "code=00"));
        await station.UntilAsync(s => s.Issuers[0].Counts is { Undelivered: Requests, Approved: Requests });
        foreach (FramedSocket next in (FramedSocket[])[later, shop])
        {
            await next.SendAsync(StationRig.Request());
            var (link, request) = await bank.NextAsync();
            await link.SendAsync(bank.Answer(request, "code=51"));
            await StationRig.ExpectAsync(next, "0210 code=51");
        }
    }

    [Fact]
    public async Task A_shop_that_never_reads_is_closed_and_the_others_are_served()
    {
        await using StationRig station = await StartAsync(o => o.Limits.MaxOutputPerLink = 16 * 1024);
        FramedSocket shop = await station.ConnectAsync();
        FramedSocket deaf = await station.ConnectAsync(prepare: socket => socket.ReceiveBufferSize = 4096);
        byte[] batch = [.. Enumerable.Range(0, 500).SelectMany(_ => deaf.Frame(StationRig.Request()))];
        try
        {
            while (true) await deaf.SendBytesAsync(batch);
        }
        catch (SocketException)
        {
            // The station has had enough.
        }
        await station.UntilAsync(s => s.Connections == 1 && s.Issuers[0].Pending == 0);
        await station.AskAsync(shop, "", "0210 code=00");
    }

    [Fact]
    public async Task Thousands_of_requests_in_one_write_are_all_answered()
    {
        const int Requests = 5_000;
        using var bank = new SocketBank(Ascii, _ => "code=00");
        await using StationRig station = await StationRig.StartAsync(o => o.Connect("bank", "127.0.0.1", bank.Port, Ascii));
        FramedSocket shop = await station.ConnectAsync();
        Task sending = shop.SendAsync([.. Enumerable.Range(1, Requests).Select(i => StationRig.Request($"stan={i:D6}"))]);
        var stans = new HashSet<string>();
        while (stans.Count < Requests)
        {
            byte[]? answer = await shop.ReceiveAsync();
            Assert.NotNull(answer);
            var index = new FieldIndex();
            Assert.True(new MessageParser(Ascii).Parse(answer, index).IsOk);
            Assert.True(stans.Add(new MessageView(answer, index).GetText(Field.Stan)!));
        }
        await sending;
    }

    [Fact]
    public async Task One_byte_at_a_time_is_as_good_as_any()
    {
        await using StationRig station = await StartAsync();
        FramedSocket shop = await station.ConnectAsync();
        byte[] frame = shop.Frame(StationRig.Request());
        foreach (byte b in frame) await shop.SendBytesAsync(new[] { b });
        await StationRig.ExpectAsync(shop, "0210 code=00");
    }

    [Fact]
    public async Task Shops_may_come_and_go_as_they_like()
    {
        await using StationRig station = await StartAsync();
        for (int i = 0; i < 200; i++)
        {
            using FramedSocket shop = await FramedSocket.ConnectAsync(station.Server.EndPointOf("shops"), FrameFormat.BigEndian2);
            if (i % 4 == 0) continue;
            await shop.SendAsync(StationRig.Request());
            if (i % 4 == 1) shop.Socket.Reset();
            if (i % 4 == 3) await StationRig.ExpectAsync(shop, "0210 code=00");
        }
        await station.UntilAsync(s => s.Connections == 0);
        FramedSocket last = await station.ConnectAsync();
        await station.AskAsync(last, "", "0210 code=00");
    }

    [Fact]
    public async Task Beyond_the_limit_a_connection_is_closed_at_once_and_the_others_go_on()
    {
        await using StationRig station = await StartAsync(o => o.Listeners[0].MaxConnections = 2);
        FramedSocket first = await station.ConnectAsync();
        await station.AskAsync(first, "", "0210 code=00");
        FramedSocket second = await station.ConnectAsync();
        await station.AskAsync(second, "", "0210 code=00");
        FramedSocket third = await station.ConnectAsync();
        Assert.Null(await third.ReceiveAsync());
        await station.AskAsync(first, "", "0210 code=00");
        first.Dispose();
        await station.UntilAsync(s => s.Connections == 1);
    }

    [Fact]
    public async Task Random_bytes_are_survived()
    {
        const int Seed = 8583;
        await using StationRig station = await StartAsync();
        byte[] request = StationRig.Request("time=1122053012");
        var random = new Random(Seed);
        for (int i = 0; i < 150; i++)
        {
            using FramedSocket shop = await FramedSocket.ConnectAsync(station.Server.EndPointOf("shops"), FrameFormat.BigEndian2);
            byte[] bytes = [.. shop.Frame(request), .. shop.Frame(request)];
            for (int faults = random.Next(1, 4); faults > 0; faults--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)request.Length);
            try
            {
                await shop.SendBytesAsync(bytes);
                shop.Socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // It was closed before all was sent.
            }
            await shop.EndedAsync();
        }
        FramedSocket sound = await station.ConnectAsync();
        await station.AskAsync(sound, "", "0210 code=00");
    }

    private static Task<StationRig> StartAsync(Action<StationOptions>? configure = null) => StationRig.StartAsync(options =>
    {
        options.Handle("bank", ScriptedHandler.Approving);
        configure?.Invoke(options);
    });
}
