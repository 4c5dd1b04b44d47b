using System.Net;
using System.Net.Sockets;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

public sealed class LinkListenerTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Each_connection_gets_a_link_of_its_own()
    {
        ScriptedOwner owner = new();
        await using LinkListener listener = new(AnyPort, owner, owner.Gate, LinkOptions.Shop);
        listener.Start();
        Assert.NotEqual(0, ((IPEndPoint)listener.LocalEndPoint!).Port);
        List<Socket> peers = [];
        for (byte i = 0; i < 20; i++) peers.Add(await ConnectAsync(listener));
        for (byte i = 0; i < 20; i++) await peers[i].SendAsync(new[] { i });
        for (byte i = 0; i < 20; i++) Assert.Equal([i], await peers[i].ReceiveExactlyAsync(1));
        Assert.Equal(20, listener.OpenCount);
        foreach (Socket peer in peers) peer.Dispose();
    }

    [Fact]
    public async Task Beyond_the_limit_a_connection_is_closed_at_once_and_counted()
    {
        ScriptedOwner owner = new();
        await using LinkListener listener = new(AnyPort, owner, owner.Gate, LinkOptions.Shop, connectionsMax: 2);
        listener.Start();
        using Socket first = await ConnectAsync(listener);
        Link link = await owner.NextOpenedAsync();
        using Socket second = await ConnectAsync(listener);
        await owner.NextOpenedAsync();
        using (Socket third = await ConnectAsync(listener)) await AssertEndedAsync(third);
        Assert.Equal(1, listener.RefusedCount);

        first.Dispose();
        await owner.ClosedAsync(link);
        while (listener.OpenCount == 2) await Task.Yield(); // The count follows the owner's notice.
        using Socket fourth = await ConnectAsync(listener);
        await fourth.SendAsync(new byte[] { 7 });
        Assert.Equal([7], await fourth.ReceiveExactlyAsync(1));
        Assert.Equal(1, listener.RefusedCount);
    }

    [Fact]
    public async Task After_it_stops_accepting_open_links_go_on_and_new_ones_are_refused()
    {
        ScriptedOwner owner = new();
        await using LinkListener listener = new(AnyPort, owner, owner.Gate, LinkOptions.Shop);
        listener.Start();
        using Socket peer = await ConnectAsync(listener);
        await owner.NextOpenedAsync();
        listener.StopAccepting();
        await AssertRefusedAsync(listener.LocalEndPoint!);
        await peer.SendAsync(new byte[] { 7 });
        Assert.Equal([7], await peer.ReceiveExactlyAsync(1));
    }

    [Fact]
    public async Task Disposing_closes_every_link_and_tells_the_owner_first()
    {
        ScriptedOwner owner = new();
        LinkListener listener = new(AnyPort, owner, owner.Gate, LinkOptions.Shop);
        listener.Start();
        List<Socket> peers = [];
        for (int i = 0; i < 10; i++)
        {
            peers.Add(await ConnectAsync(listener));
            await owner.NextOpenedAsync();
        }

        await listener.DisposeAsync().AsTask().WaitAsync(Safety.Net);
        Assert.Equal(10, owner.ClosedCount);
        Assert.Equal(0, owner.DoubleClosedCount);
        Assert.Equal(0, listener.OpenCount);
        foreach (Socket peer in peers) await AssertEndedAsync(peer);
        await listener.DisposeAsync();
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_at_the_start()
    {
        ScriptedOwner owner = new();
        await using LinkListener listener = new(AnyPort, owner, owner.Gate, LinkOptions.Shop);
        listener.Start();
        await using LinkListener second = new(listener.LocalEndPoint!, owner, owner.Gate, LinkOptions.Shop);
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(second.Start).SocketErrorCode);
    }

    [Fact]
    public async Task A_listener_never_started_is_disposed_at_once()
    {
        ScriptedOwner owner = new();
        LinkListener listener = new(AnyPort, owner, owner.Gate, LinkOptions.Shop);
        await listener.DisposeAsync().AsTask().WaitAsync(Safety.Net);
        Assert.Null(listener.LocalEndPoint);
    }

    private static async Task<Socket> ConnectAsync(LinkListener listener)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(listener.LocalEndPoint!);
        return socket;
    }

    /// <summary>The other side has closed, by FIN or RST.</summary>
    private static async Task AssertEndedAsync(Socket socket)
    {
        int read;
        try
        {
            read = await socket.ReceiveAsync(new byte[1]).WaitAsync(Safety.Net);
        }
        catch (SocketException)
        {
            read = 0;
        }

        Assert.Equal(0, read);
    }

    /// <summary>Nobody listens there any more, as soon as the accept loop has let the port go.</summary>
    private static async Task AssertRefusedAsync(EndPoint endPoint)
    {
        for (int attempt = 0; attempt < 10_000; attempt++)
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(endPoint);
            }
            catch (SocketException)
            {
                return;
            }
        }

        Assert.Fail("Connections are still taken.");
    }
}
