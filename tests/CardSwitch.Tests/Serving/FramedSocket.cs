using System.Net;
using System.Net.Sockets;
using CardSwitch.Framing;
using CardSwitch.Tests.Links;

namespace CardSwitch.Tests.Serving;

/// <summary>One end of a connection as a shop or a bank sees it: whole messages, or whatever bytes a test sends.</summary>
internal sealed class FramedSocket(Socket socket, IFraming framing) : IDisposable
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly SemaphoreSlim turn = new(1);
    private int have;

    internal Socket Socket => socket;

    internal static async Task<FramedSocket> ConnectAsync(
        EndPoint endPoint, IFraming framing, Action<Socket>? prepare = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        prepare?.Invoke(socket);
        await socket.ConnectAsync(endPoint).WaitAsync(Safety.Net);
        return new FramedSocket(socket, framing);
    }

    /// <summary>The message in its frame.</summary>
    internal byte[] Frame(byte[] message)
    {
        byte[] frame = new byte[framing.HeaderLength + message.Length + framing.TrailerLength];
        framing.WriteHeader(frame, message.Length);
        message.CopyTo(frame, framing.HeaderLength);
        framing.WriteTrailer(frame.AsSpan(framing.HeaderLength + message.Length));
        return frame;
    }

    internal Task SendAsync(params byte[][] messages) => SendBytesAsync(messages.SelectMany(Frame).ToArray());

    internal async Task SendBytesAsync(ReadOnlyMemory<byte> bytes)
    {
        await turn.WaitAsync(Safety.Net);
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes).AsTask().WaitAsync(Safety.Net)..];
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The next message, or null when the other side has ended or broken the connection.</summary>
    internal async Task<byte[]?> ReceiveAsync()
    {
        while (true)
        {
            FrameStatus status = framing.TryRead(buffer.AsSpan(0, have), out FrameSlice slice);
            if (status is FrameStatus.Frame or FrameStatus.KeepAlive)
            {
                byte[] message = buffer[slice.Offset..(slice.Offset + slice.Length)];
                buffer.AsSpan(slice.Consumed, have - slice.Consumed).CopyTo(buffer);
                have -= slice.Consumed;
                if (status == FrameStatus.Frame) return message;
                continue;
            }
            Assert.Equal(FrameStatus.NeedMore, status);
            int read;
            try
            {
                read = await socket.ReceiveAsync(buffer.AsMemory(have)).AsTask().WaitAsync(Safety.Net);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                return null;
            }
            if (read == 0) return null;
            have += read;
        }
    }

    /// <summary>The other side closes; what it may still have sent is passed over.</summary>
    internal async Task EndedAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }
    }

    public void Dispose() => socket.Dispose();
}
