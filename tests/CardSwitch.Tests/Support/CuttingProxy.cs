using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CardSwitch.Tests.Support;

/// <summary>
/// The network between a client and a server on this machine, which can be cut: at an exact point of the dialogue, or as a
/// whole. Cutting closes the client's side; the server's side stays open until the proxy ends when the server must not notice.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private enum Cut
    {
        None,
        NextRequest,
        NextAnswer,
        NextRequestUnnoticed,
    }

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> sockets = [];
    // Servers' sides that do not learn of the cut, and those whose next answer is lost.
    private readonly ConcurrentDictionary<Socket, bool> ignorant = [];
    private readonly ConcurrentDictionary<Socket, bool> muted = [];
    private readonly int serverPort;
    private volatile Cut cut;
    private volatile bool isOut;
    private volatile bool isFrozen;

    internal CuttingProxy(int serverPort)
    {
        this.serverPort = serverPort;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    internal int Port { get; }

    /// <summary>What the client sends next does not reach the server, and the connection breaks.</summary>
    internal void CutNextRequest() => cut = Cut.NextRequest;

    /// <summary>What the client sends next reaches the server and is answered; the answer is lost, and the connection breaks.</summary>
    internal void CutNextAnswer() => cut = Cut.NextAnswer;

    /// <summary>What the client sends next reaches the server, then the client's side breaks; the server goes on in ignorance.</summary>
    internal void CutBehindNextRequest() => cut = Cut.NextRequestUnnoticed;

    /// <summary>Breaks every connection, and lets no new one through until <see cref="Heal"/>.</summary>
    internal void GoOut()
    {
        isOut = true;
        foreach (Socket socket in sockets) socket.Dispose();
    }

    /// <summary>Connections stay and new ones are made, and nothing passes in either direction until <see cref="Heal"/>.</summary>
    internal void Freeze() => isFrozen = true;

    internal void Heal() => isOut = isFrozen = false;

    public void Dispose()
    {
        listener.Dispose();
        foreach (Socket socket in sockets) socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptSocketAsync();
                sockets.Add(client);
                if (isOut) client.Dispose();
                else _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The proxy ends.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        sockets.Add(server);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, serverPort);
            await Task.WhenAny(UpAsync(client, server), DownAsync(server, client));
        }
        catch (SocketException)
        {
        }
        client.Dispose();
        if (!ignorant.ContainsKey(server)) server.Dispose();
    }

    private async Task UpAsync(Socket client, Socket server)
    {
        var buffer = new byte[65536];
        while (await ReceiveAsync(client, buffer) is int count and > 0)
        {
            if (isFrozen) continue;
            Cut now = cut;
            if (now == Cut.NextRequest)
            {
                cut = Cut.None;
                return;
            }
            if (now == Cut.NextAnswer)
            {
                cut = Cut.None;
                muted[server] = true;
            }
            if (now == Cut.NextRequestUnnoticed)
            {
                cut = Cut.None;
                ignorant[server] = true;
            }
            if (!await SendAsync(server, buffer.AsMemory(0, count)) || now == Cut.NextRequestUnnoticed) return;
        }
    }

    private async Task DownAsync(Socket server, Socket client)
    {
        var buffer = new byte[65536];
        while (await ReceiveAsync(server, buffer) is int count and > 0)
        {
            if (isFrozen) continue;
            if (muted.ContainsKey(server) || !await SendAsync(client, buffer.AsMemory(0, count))) return;
        }
    }

    private static async Task<int> ReceiveAsync(Socket from, byte[] buffer)
    {
        try
        {
            return await from.ReceiveAsync(buffer);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private static async Task<bool> SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[await to.SendAsync(bytes)..];
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
