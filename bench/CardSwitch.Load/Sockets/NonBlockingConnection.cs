using System.Net.Sockets;

namespace CardSwitch.Load.Sockets;

/// <summary>
/// A socket in an epoll set, with the piece of a frame left over from its last receive, and a queue for what the kernel
/// would not take at once. Receives go to one buffer of the whole event loop, which stays in the processor's cache
/// however many connections there are.
/// </summary>
internal sealed class NonBlockingConnection : IDisposable
{
    private readonly Socket socket;
    private readonly Epoll epoll;
    private readonly int descriptor;
    private readonly int key;
    private byte[] leftOver = [];
    private int leftOverLength;
    private byte[] unsent = [];
    private int unsentStart;
    private int unsentEnd;

    public NonBlockingConnection(Socket socket, Epoll epoll, int key)
    {
        this.socket = socket;
        this.epoll = epoll;
        this.key = key;
        socket.NoDelay = true;
        socket.Blocking = false;
        descriptor = (int)socket.Handle;
        epoll.Add(descriptor, key, EpollInterop.In);
    }

    public bool HasUnsent => unsentEnd > unsentStart;

    /// <summary>One receive.</summary>
    /// <param name="buffer">The event loop's buffer.</param>
    /// <param name="bytes">In it, all that has come and is not dealt with.</param>
    /// <returns>False when the peer has closed or the connection failed.</returns>
    public bool Receive(byte[] buffer, out Span<byte> bytes)
    {
        leftOver.AsSpan(0, leftOverLength).CopyTo(buffer);
        int count = socket.Receive(buffer.AsSpan(leftOverLength), SocketFlags.None, out SocketError error);
        bytes = buffer.AsSpan(0, leftOverLength + count);
        return error == SocketError.WouldBlock || (error == SocketError.Success && count > 0);
    }

    /// <summary>Keeps the piece of a frame behind the last whole one for the next receive.</summary>
    public void Keep(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > leftOver.Length) leftOver = new byte[2 * piece.Length];
        piece.CopyTo(leftOver);
        leftOverLength = piece.Length;
    }

    /// <summary>Sends what the kernel takes and keeps the rest for <see cref="SendUnsent"/>.</summary>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        if (HasUnsent)
        {
            Queue(bytes);
            return true;
        }

        int sent = socket.Send(bytes, SocketFlags.None, out SocketError error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) return false;
        if (sent == bytes.Length) return true;
        Queue(bytes[sent..]);
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

    private void Queue(ReadOnlySpan<byte> bytes)
    {
        if (unsentEnd + bytes.Length > unsent.Length)
            Array.Resize(ref unsent, Math.Max(2 * unsent.Length, unsentEnd + bytes.Length));
        bytes.CopyTo(unsent.AsSpan(unsentEnd));
        unsentEnd += bytes.Length;
    }
}
