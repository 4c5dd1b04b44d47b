using System.Net;
using System.Net.Sockets;

namespace CardSwitch.Tests.Links;

/// <summary>Two ends of one loopback connection.</summary>
internal static class SocketPair
{
    public static async Task<(Socket Near, Socket Far)> ConnectAsync(Action<Socket>? prepare = null)
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        prepare?.Invoke(listener);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Socket far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        prepare?.Invoke(far);
        far.Connect(listener.LocalEndPoint!); // Stays a blocking socket until its first asynchronous call.
        Socket near = await listener.AcceptAsync();
        near.NoDelay = true;
        prepare?.Invoke(near);
        return (near, far);
    }

    public static async Task SendAllAsync(this Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes)..];
    }

    public static async Task<byte[]> ReceiveExactlyAsync(this Socket socket, int count)
    {
        byte[] bytes = new byte[count];
        int have = 0;
        while (have < count)
        {
            int read = await socket.ReceiveAsync(bytes.AsMemory(have)).AsTask().WaitAsync(Safety.Net);
            Assert.NotEqual(0, read);
            have += read;
        }

        return bytes;
    }

    /// <summary>Closes with a RST.</summary>
    public static void Reset(this Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }
}
