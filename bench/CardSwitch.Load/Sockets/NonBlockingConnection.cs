using System.Net.Sockets;

namespace CardSwitch.Load.Sockets;

/// <summary>
/// A socket in an epoll set with a receive buffer, and a queue for what the kernel would not take at once.
/// </summary>
internal sealed class NonBlockingConnection : IDisposable
{
    private readonly Socket socket;
    private readonly Epoll epoll;
    private readonly int descriptor;
    private readonly int key;
    private readonly byte[] received;
    private int receivedLength;
    private byte[] unsent = [];
    private int unsentStart;
    private int unsentEnd;

    public NonBlockingConnection(Socket socket, Epoll epoll, int key, int receiveCapacity)
    {
        this.socket = socket;
        this.epoll = epoll;
        this.key = key;
        received = GC.AllocateUninitializedArray<byte>(receiveCapacity);
        socket.NoDelay = true;
        socket.Blocking = false;
        descriptor = (int)socket.Handle;
        epoll.Add(descriptor, key, EpollInterop.In);
    }

    public bool HasUnsent => unsentEnd > unsentStart;

    /// <summary>The bytes that have come and are not consumed.</summary>
    public Span<byte> Received => received.AsSpan(0, receivedLength);

    /// <summary>One receive; false when the peer has closed or the connection failed.</summary>
    public bool Receive()
    {
        int count = socket.Receive(received.AsSpan(receivedLength), SocketFlags.None, out SocketError error);
        receivedLength += count;
        return error == SocketError.WouldBlock || (error == SocketError.Success && count > 0);
    }

    /// <summary>Drops the first bytes, once their frames are dealt with.</summary>
    public void Consume(int count)
    {
        received.AsSpan(count, receivedLength - count).CopyTo(received);
        receivedLength -= count;
    }

    /// <summary>Sends what the kernel takes and keeps the rest for <see cref="SendUnsent"/>.</summary>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        if (HasUnsent)
        {
            Keep(bytes);
            return true;
        }

        int sent = socket.Send(bytes, SocketFlags.None, out SocketError error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) return false;
        if (sent == bytes.Length) return true;
        Keep(bytes[sent..]);
        epoll.Modify(descriptor, key, EpollInterop.In | EpollInterop.Out);
        return true;
    }

    /// <summary>Called when the socket is writable again.</summary>
    public bool SendUnsent()
    {
        unsentStart += socket.Send(unsent.AsSpan(unsentStart..unsentEnd), SocketFlags.None, out SocketError error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) return false;
        if (HasUnsent) return true;
        unsentStart = unsentEnd = 0;
        epoll.Modify(descriptor, key, EpollInterop.In);
        return true;
    }

    public void Dispose()
    {
        epoll.Remove(descriptor);
        socket.Dispose();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (unsentEnd + bytes.Length > unsent.Length)
            Array.Resize(ref unsent, Math.Max(2 * unsent.Length, unsentEnd + bytes.Length));
        bytes.CopyTo(unsent.AsSpan(unsentEnd));
        unsentEnd += bytes.Length;
    }
}
