using System.Net.Sockets;
using CardSwitch.Framing;

namespace CardSwitch.Station.Simulators.Sockets;

/// <summary>
/// Receives from a socket and cuts messages. Bytes [start, end) of the buffer are received and not yet consumed:
/// 0 &lt;= start &lt;= end &lt;= buffer length.
/// </summary>
internal sealed class FrameReceiver(Socket socket, IFraming framing)
{
    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    /// <summary>Whether the stream went wrong: it cannot be cut into messages any more.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>One receive. False when the other side has closed or reset the connection.</summary>
    internal async ValueTask<bool> ReceiveAsync(CancellationToken cancellation)
    {
        MakeRoom();
        try
        {
            int count = await socket.ReceiveAsync(buffer.AsMemory(end), SocketFlags.None, cancellation);
            end += count;
            return count > 0;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>The next whole message; valid until the next receive. Keep-alives are passed over.</summary>
    internal bool TryCut(out ReadOnlySpan<byte> message)
    {
        message = default;
        while (start < end)
        {
            FrameStatus status = framing.TryRead(buffer.AsSpan(start, end - start), out FrameSlice frame);
            if (status == FrameStatus.NeedMore) return false;
            if (status is not (FrameStatus.Frame or FrameStatus.KeepAlive))
            {
                IsBroken = true;
                return false;
            }
            int offset = start + frame.Offset;
            start += frame.Consumed;
            if (status == FrameStatus.KeepAlive) continue;
            message = buffer.AsSpan(offset, frame.Length);
            return true;
        }
        return false;
    }

    private void MakeRoom()
    {
        if (start == end)
        {
            start = end = 0;
        }
        else if (end == buffer.Length)
        {
            // The framing's maximum bounds what can be incomplete, and so the growth.
            if (start == 0) Array.Resize(ref buffer, buffer.Length * 2);
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
    }
}
