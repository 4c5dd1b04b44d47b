using System.Net;
using System.Net.Sockets;

namespace CardSwitch.Load.Sockets;

/// <summary>TCP sockets on the loopback address, ports chosen by the system.</summary>
internal static class Loopback
{
    // Above any scenario's connections, so that none waits for a retransmitted SYN; the kernel caps it.
    private const int Backlog = 16_384;

    public static Socket Listen(out int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(Backlog);
        port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        return listener;
    }

    public static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }
}
