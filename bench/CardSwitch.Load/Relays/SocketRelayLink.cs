using System.Net.Sockets;

namespace CardSwitch.Load.Relays;

/// <summary>One connection of the plain-socket relay, to a shop or to the bank.</summary>
internal sealed class SocketRelayLink : IDisposable
{
    // Buffers start with a few frames and double under load, so that a thousand shops do not take 128 MiB. A window of
    // 128 frames of 347 bytes is 43 KiB; the bank's connection carries several windows.
    private const int FirstCapacity = 4 * 1024;
    private const int LargestReceive = 128 * 1024;

    private readonly Socket socket;
    private readonly Lock gate;
    private readonly SocketAsyncEventArgs send = new();
    private byte[] received = GC.AllocateUninitializedArray<byte>(FirstCapacity);
    private int receivedLength;

    public SocketRelayLink(Socket socket, Lock gate)
    {
        this.socket = socket;
        this.gate = gate;
        send.Completed += (_, _) => ContinueSending();
    }

    /// <summary>To be touched under the relay's lock.</summary>
    public DoubleBuffer Output { get; } = new(FirstCapacity);

    public Span<byte> Received => received.AsSpan(0, receivedLength);

    /// <summary>The socket's own operation, so that waiting allocates nothing; then <see cref="Receive"/>.</summary>
    public ValueTask<int> ReceiveAsync() => socket.ReceiveAsync(received.AsMemory(receivedLength), SocketFlags.None);

    public void Receive(int count) => receivedLength += count;

    /// <summary>Drops the first bytes, once their frames are dealt with.</summary>
    public void Consume(int count)
    {
        bool full = receivedLength == received.Length;
        received.AsSpan(count, receivedLength - count).CopyTo(received);
        receivedLength -= count;
        if (full && received.Length < LargestReceive) Array.Resize(ref received, 2 * received.Length);
    }

    /// <summary>Sends until nothing is left; called by who claimed the output, outside the lock.</summary>
    public void Send()
    {
        while (true)
        {
            ArraySegment<byte> bytes;
            lock (gate) bytes = Output.Swap();
            if (bytes.Count == 0) return;
            send.SetBuffer(bytes.Array, bytes.Offset, bytes.Count);
            try
            {
                if (socket.SendAsync(send) || send.SocketError != SocketError.Success) return;
            }
            catch (ObjectDisposedException)
            {
                return; // a shop that left: its answers have nowhere to go
            }
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        send.Dispose();
    }

    private void ContinueSending()
    {
        // A failed link keeps its output claimed, so that nothing more is tried on it.
        if (send.SocketError == SocketError.Success) Send();
    }
}
