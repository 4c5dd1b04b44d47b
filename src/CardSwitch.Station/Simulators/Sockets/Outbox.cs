using System.Net.Sockets;
using CardSwitch.Framing;

namespace CardSwitch.Station.Simulators.Sockets;

/// <summary>
/// Messages on their way into a socket: gathered in one buffer while the other one is being sent, so that all the
/// messages of one read leave in one write. Not thread-safe by itself: calls are made under the connection's lock, and
/// <see cref="SendAsync"/> is the only one to run outside it.
/// </summary>
internal sealed class Outbox(Socket socket, IFraming framing, Lock gate)
{
    // A peer that leaves so much unread is given up.
    private const int MaxBytes = 16 * 1024 * 1024;

    private byte[] filling = new byte[16 * 1024];
    private byte[] sending = new byte[16 * 1024];
    private int count;
    private bool isSending;

    /// <summary>Adds one message with its framing. False when too much is waiting already.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> message)
    {
        Span<byte> room = Reserve(message.Length);
        if (room.IsEmpty) return false;
        message.CopyTo(room);
        return true;
    }

    /// <summary>
    /// Room for a message of exactly that length, framed already, to be filled before the lock is left; empty when too
    /// much is waiting.
    /// </summary>
    internal Span<byte> Reserve(int length)
    {
        int start = count + framing.HeaderLength, end = start + length + framing.TrailerLength;
        if (end > filling.Length)
        {
            if (end > MaxBytes) return default;
            Array.Resize(ref filling, Math.Max(end, filling.Length * 2));
        }
        framing.WriteHeader(filling.AsSpan(count), length);
        framing.WriteTrailer(filling.AsSpan(start + length));
        count = end;
        return filling.AsSpan(start, length);
    }

    /// <summary>Takes back the message reserved last.</summary>
    internal void Discard(int length) => count -= framing.HeaderLength + length + framing.TrailerLength;

    /// <summary>Sends what has gathered, unless a send under way will take it along. Never waits.</summary>
    internal void Flush()
    {
        if (isSending || count == 0) return;
        isSending = true;
        _ = SendAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            while (Swap() is { IsEmpty: false } bytes)
            {
                for (int sent = 0; sent < bytes.Length;)
                {
                    sent += await socket.SendAsync(bytes[sent..], SocketFlags.None);
                }
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The receiving side finds the connection closed and ends it; nothing is sent on it again.
        }
    }

    private ReadOnlyMemory<byte> Swap()
    {
        lock (gate)
        {
            (filling, sending) = (sending, filling);
            int count = this.count;
            this.count = 0;
            isSending = count != 0;
            return sending.AsMemory(0, count);
        }
    }
}
