using System.Net.Sockets;

namespace CardSwitch.Load.Relays;

/// <summary>One connection of the plain-socket relay, to a shop or to the bank.</summary>
internal sealed class SocketRelayLink : IDisposable
{
    // Starts with a few frames and doubles under load, so that a thousand shops do not take 128 MiB.
    private const int OutputCapacity = 4 * 1024;

    private readonly Socket socket;
    private readonly Lock gate;
    private readonly SocketAsyncEventArgs send = new();
    private readonly byte[] received;
    private int receivedLength;

    public SocketRelayLink(Socket socket, Lock gate, int receiveCapacity)
    {
        this.socket = socket;
        this.gate = gate;
        received = GC.AllocateUninitializedArray<byte>(receiveCapacity);
        send.Completed += (_, _) => ContinueSending();
    }

    /// <summary>To be touched under the relay's lock.</summary>
    public DoubleBuffer Output { get; } = new(OutputCapacity);

    public Span<byte> Received => received.AsSpan(0, receivedLength);

    /// <summary>False when the peer has closed or the connection failed.</summary>
    public async ValueTask<bool> ReceiveAsync()
    {
        try
        {
            int count = await socket.ReceiveAsync(received.AsMemory(receivedLength), SocketFlags.None);
            receivedLength += count;
            return count > 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    public void Consume(int count)
    {
        received.AsSpan(count, receivedLength - count).CopyTo(received);
        receivedLength -= count;
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
