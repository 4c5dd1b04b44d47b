using System.Net;
using System.Net.Sockets;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Links;

namespace CardSwitch.Tests.Serving;

/// <summary>A station's start and its end.</summary>
public sealed class StationLifeTests
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    [Fact]
    public async Task Stopping_answers_what_waits_declines_what_is_new_and_closes_everything()
    {
        using var bank = new SocketBank(Ascii);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect("bank", "127.0.0.1", bank.Port, Ascii));
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request("stan=000001"));
        var (link, request) = await bank.NextAsync();

        EndPoint endPoint = station.Server.EndPointOf("shops");
        Task stop = station.Server.StopAsync();
        await station.AskAsync(shop, "stan=000002", "0210 code=91 stan=000002");
        Assert.False(stop.IsCompleted);
        await link.SendAsync(bank.Answer(request, "code=00"));
        await StationRig.ExpectAsync(shop, "0210 code=00 stan=000001");
        await stop.WaitAsync(Safety.Net);
        Assert.Null(await shop.ReceiveAsync());
        Assert.Null(await link.ReceiveAsync());
        await Assert.ThrowsAsync<SocketException>(() => FramedSocket.ConnectAsync(endPoint, station.Options.Listeners[0].Framing));
    }

    [Fact]
    public async Task Requests_that_wait_time_out_while_the_station_stops()
    {
        using var bank = new SocketBank(Ascii);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect(
            "bank", "127.0.0.1", bank.Port, Ascii, issuer => issuer.TimeOut = TimeSpan.FromMilliseconds(100)));
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request());
        await bank.NextAsync();
        await station.Server.StopAsync().WaitAsync(Safety.Net);
        await StationRig.ExpectAsync(shop, "0210 code=91");
        Assert.Null(await shop.ReceiveAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Waiting_for_a_silent_bank_ends_by_the_limit_or_when_cancelled(bool cancel)
    {
        using var bank = new SocketBank(Ascii);
        await using StationRig station = await StationRig.StartAsync(o =>
        {
            o.Connect("bank", "127.0.0.1", bank.Port, Ascii);
            o.Limits.DrainTimeOut = cancel ? TimeSpan.FromHours(1) : TimeSpan.FromMilliseconds(50);
        });
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request());
        await bank.NextAsync();
        using var hurry = new CancellationTokenSource();
        Task stop = station.Server.StopAsync(hurry.Token);
        if (cancel) await hurry.CancelAsync();
        await stop.WaitAsync(Safety.Net);
        Assert.Null(await shop.ReceiveAsync());
        Assert.Equal(1, station.Server.Snapshot().Issuers[0].Pending);
    }

    [Fact]
    public async Task Stopping_again_gives_the_same_end()
    {
        var decided = new TaskCompletionSource<ResponseCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using StationRig station = await StationRig.StartAsync(o => o.Handle("bank", new ScriptedHandler((_, _) => new(decided.Task))));
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request());
        await station.UntilAsync(s => s.Issuers[0].Pending == 1);
        Task first = station.Server.StopAsync(), second = station.Server.StopAsync();
        Task disposed = station.Server.DisposeAsync().AsTask();
        Assert.False(second.IsCompleted);
        Assert.False(disposed.IsCompleted);
        decided.SetResult(ResponseCode.Approved);
        await StationRig.ExpectAsync(shop, "0210 code=00");
        await Task.WhenAll(first, second, disposed).WaitAsync(Safety.Net);
        await station.Server.StopAsync();
        await station.Server.DisposeAsync();
    }

    [Fact]
    public async Task A_station_is_started_once()
    {
        await using StationRig station = await StationRig.StartAsync(o => o.Handle("bank", ScriptedHandler.Approving));
        await Assert.ThrowsAsync<InvalidOperationException>(() => station.Server.StartAsync());
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(shop, "", "0210 code=00");
        await station.Server.StopAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => station.Server.StartAsync());
    }

    [Fact]
    public async Task One_never_started_is_stopped_and_disposed_at_once()
    {
        var server = new SwitchServer(Listening(0));
        Assert.Equal(TimeSpan.Zero, server.Snapshot().Uptime);
        await server.StopAsync().WaitAsync(Safety.Net);
        await server.DisposeAsync();
        await server.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync());
    }

    [Fact]
    public async Task A_start_that_is_cancelled_before_it_begins_may_be_made_again()
    {
        await using var server = new SwitchServer(Listening(0));
        await Assert.ThrowsAsync<OperationCanceledException>(() => server.StartAsync(new CancellationToken(canceled: true)));
        await server.StartAsync();
        Assert.NotEqual(0, server.EndPointOf("shops").Port);
    }

    [Fact]
    public async Task End_points_are_told_by_the_listeners_name()
    {
        await using var server = new SwitchServer(Listening(0).Listen("more", 0, Ascii));
        Assert.Throws<KeyNotFoundException>(() => server.EndPointOf("shops"));
        await server.StartAsync();
        Assert.NotEqual(server.EndPointOf("shops"), server.EndPointOf("more"));
        Assert.Equal(IPAddress.Loopback, server.EndPointOf("more").Address);
        Assert.Throws<KeyNotFoundException>(() => server.EndPointOf("others"));
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_nothing_is_left_running()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        using var bank = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bank.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        bank.Listen();

        await using var server = new SwitchServer(Listening(0)
            .Listen("late", port, Ascii)
            .Connect("bank", "127.0.0.1", ((IPEndPoint)bank.LocalEndPoint!).Port, Ascii));
        SocketException error = await Assert.ThrowsAsync<SocketException>(() => server.StartAsync());
        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
        Assert.StartsWith($"late on 127.0.0.1:{port}: ", error.Message, StringComparison.Ordinal);

        EndPoint bound = server.EndPointOf("shops");
        await Assert.ThrowsAsync<SocketException>(() => FramedSocket.ConnectAsync(bound, FrameFormat.BigEndian2));
        Assert.False(bank.Poll(0, SelectMode.SelectRead), "The bank was connected to.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync());
    }

    private static StationOptions Listening(int port) => new StationOptions().Listen("shops", port, Ascii);
}
