using System.Net.Sockets;
using CardSwitch.Load.Payload;
using CardSwitch.Load.Sockets;

namespace CardSwitch.Load.Bank;

/// <summary>
/// An issuer that approves every R1 request: one thread, all answers of one read in one send. A frame of another layout
/// closes the connection, so that the client sees its requests lost.
/// </summary>
internal sealed class EchoBank : IDisposable
{
    private const int ListenerKey = -1;

    // A window of 128 frames on each of four shops is 176 KiB; one read rarely finds that much.
    private const int ReceiveCapacity = 256 * 1024;
    private const int AnswerCapacity = (ReceiveCapacity / R1Frame.RequestLength * R1Frame.ReplyLength) + R1Frame.ReplyLength;

    private readonly Epoll epoll = new();
    private readonly Socket listener;
    private readonly List<NonBlockingConnection?> connections = [];
    private readonly byte[] received = GC.AllocateUninitializedArray<byte>(ReceiveCapacity);
    private readonly byte[] answers = GC.AllocateUninitializedArray<byte>(AnswerCapacity);

    public EchoBank()
    {
        listener = Loopback.Listen(out int port);
        Port = port;
        listener.Blocking = false;
        epoll.Add((int)listener.Handle, ListenerKey, EpollInterop.In);
    }

    public int Port { get; }

    /// <summary>Serves until the process ends.</summary>
    public void Run()
    {
        while (true)
        {
            int ready = epoll.Wait(timeoutMs: -1);
            for (int i = 0; i < ready; i++) Serve(i);
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        epoll.Dispose();
    }

    private void Serve(int ready)
    {
        int key = epoll.Key(ready);
        if (key == ListenerKey)
        {
            Accept();
            return;
        }

        if (connections[key] is not { } connection) return;
        bool open = !epoll.CanWrite(ready) || connection.SendUnsent();

        // While a peer does not read its answers, its requests wait in the kernel.
        if (open && epoll.CanRead(ready) && !connection.HasUnsent) open = Answer(connection);
        if (open) return;
        connection.Dispose();
        connections[key] = null;
    }

    private void Accept()
    {
        try
        {
            int key = connections.Count;
            connections.Add(new NonBlockingConnection(listener.Accept(), epoll, key));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.ConnectionAborted)
        {
            // The peer gave up between the event and the accept.
        }
    }

    private bool Answer(NonBlockingConnection connection)
    {
        if (!connection.Receive(received, out Span<byte> requests)) return false;
        int length = 0;
        while (Frames.TryCut(ref requests, out Span<byte> frame))
        {
            if (frame.Length == R1Frame.HeaderLength) continue; // a keep-alive
            if (!R1Frame.IsRequest(frame)) return false;
            R1Frame.WriteReply(frame, answers.AsSpan(length));
            length += R1Frame.ReplyLength;
        }

        connection.Keep(requests);
        return length == 0 || connection.Send(answers.AsSpan(0, length));
    }
}
