using System.Net;
using System.Net.Sockets;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

public sealed class LinkConnectorTests
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task It_keeps_as_many_connections_as_it_was_told()
    {
        ScriptedOwner bank = new();
        await using LinkListener listener = new(new IPEndPoint(IPAddress.Loopback, 0), bank, bank.Gate, LinkOptions.Shop);
        listener.Start();
        ScriptedOwner owner = new();
        await using LinkConnector connector = Connector(listener.LocalEndPoint!, 3, owner, new VirtualTime());
        connector.Start();
        for (int i = 0; i < 3; i++) await owner.NextOpenedAsync();
        Assert.Equal(3, connector.ConnectedCount);
        await connector.DisposeAsync();
        Assert.Equal(3, owner.ClosedCount);
        Assert.Equal(ConnectionState.Stopped, connector.StateOf(2));
    }

    [Fact]
    public async Task It_comes_back_to_a_peer_that_restarts()
    {
        VirtualTime time = new();
        ScriptedOwner owner = new();
        ScriptedOwner bank = new();
        LinkListener listener = new(new IPEndPoint(IPAddress.Loopback, 0), bank, bank.Gate, LinkOptions.Shop);
        listener.Start();
        EndPoint endPoint = listener.LocalEndPoint!;
        await using LinkConnector connector = Connector(endPoint, 1, owner, time);
        connector.Start();
        Link link = await owner.NextOpenedAsync();

        Task waiting = time.TimerSetAsync(FirstWait);
        await bank.NextOpenedAsync();
        await listener.DisposeAsync();
        await owner.ClosedAsync(link);
        await waiting;
        Assert.Equal(ConnectionState.Waiting, connector.StateOf(0));

        // Two more attempts fail, each wait twice the last.
        waiting = time.TimerSetAsync(FirstWait * 2);
        time.Advance(FirstWait);
        await waiting;
        waiting = time.TimerSetAsync(FirstWait * 4);
        time.Advance(FirstWait * 2);
        await waiting;

        ScriptedOwner restarted = new();
        await using LinkListener again = new(endPoint, restarted, restarted.Gate, LinkOptions.Shop);
        again.Start();
        time.Advance(FirstWait * 4);
        link = await owner.NextOpenedAsync();
        Assert.Equal(ConnectionState.Connected, connector.StateOf(0));

        // The link proves good by what it brings: after it, the waits begin anew.
        Link far = await restarted.NextOpenedAsync();
        Assert.True(restarted.Send(far, [1]));
        while (!link.HasReceived) await Task.Yield();
        waiting = time.TimerSetAsync(FirstWait);
        far.Close(LinkCloseReason.Stopped);
        await owner.ClosedAsync(link);
        await waiting;
    }

    [Fact]
    public async Task A_peer_that_hangs_up_at_once_is_waited_for_longer_each_time()
    {
        VirtualTime time = new();
        ScriptedOwner owner = new();
        ScriptedOwner bank = new();
        await using LinkListener listener = new(
            new IPEndPoint(IPAddress.Loopback, 0), bank, bank.Gate, LinkOptions.Shop, connectionsMax: 0);
        listener.Start();
        await using LinkConnector connector = Connector(listener.LocalEndPoint!, 1, owner, time);
        Task waiting = time.TimerSetAsync(FirstWait);
        connector.Start();
        for (int doubling = 1; doubling <= 8; doubling *= 2)
        {
            await waiting;
            waiting = time.TimerSetAsync(FirstWait * doubling * 2);
            time.Advance(FirstWait * doubling);
        }

        await waiting;
    }

    [Fact]
    public async Task Stopping_ends_a_wait_and_disposing_returns()
    {
        VirtualTime time = new();
        ScriptedOwner owner = new();
        LinkConnector connector = Connector(Nobody(), 1, owner, time);
        Task waiting = time.TimerSetAsync(FirstWait);
        connector.Start();
        await waiting;
        connector.StopConnecting();
        await connector.DisposeAsync().AsTask().WaitAsync(Safety.Net);
        Assert.Equal(ConnectionState.Stopped, connector.StateOf(0));
        await connector.DisposeAsync();
    }

    [Fact]
    public void Waits_double_from_100_ms_to_10_s_and_begin_anew_after_a_reset()
    {
        ReconnectDelay delay = new(() => 0.5);
        double[] waits = [.. Enumerable.Range(0, 10).Select(_ => delay.Next().TotalMilliseconds)];
        Assert.Equal([100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000], waits);
        delay.Reset();
        Assert.Equal(100, delay.Next().TotalMilliseconds);
    }

    [Theory]
    [InlineData(0.0, 75)]
    [InlineData(0.5, 100)]
    [InlineData(1.0, 125)]
    public void A_wait_is_a_quarter_shorter_to_a_quarter_longer(double chance, double waitMs) =>
        Assert.Equal(waitMs, new ReconnectDelay(() => chance).Next().TotalMilliseconds);

    private static LinkConnector Connector(EndPoint endPoint, int connections, ScriptedOwner owner, VirtualTime time) =>
        new(endPoint, connections, owner, owner.Gate, LinkOptions.Bank, time, () => 0.5);

    /// <summary>An end point on which nobody listens.</summary>
    private static EndPoint Nobody()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket.LocalEndPoint!;
    }
}
