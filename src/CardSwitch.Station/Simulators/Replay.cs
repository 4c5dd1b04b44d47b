using System.Net;
using System.Net.Sockets;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators.Sockets;

namespace CardSwitch.Station.Simulators;

/// <summary>Sends recorded messages to a station over one connection, each after the answer to the one before.</summary>
internal sealed class Replay(IPEndPoint station, MessageFormat format, IFraming framing, TimeSpan timeOut) : IDisposable
{
    private readonly MessageParser parser = new(format);
    private readonly FieldIndex index = new();
    private Socket? socket;
    private FrameReceiver? receiver;

    /// <summary>Sends a message as it is, and waits for one back; connects first if need be.</summary>
    /// <exception cref="SocketException">No connection can be made.</exception>
    internal async Task<(ReplayOutcome Outcome, byte[] Answer)> SendAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        await ConnectAsync(cancellation);
        byte[] frame = new byte[framing.HeaderLength + message.Length + framing.TrailerLength];
        framing.WriteHeader(frame, message.Length);
        message.CopyTo(frame.AsMemory(framing.HeaderLength));
        framing.WriteTrailer(frame.AsSpan(framing.HeaderLength + message.Length));

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(timeOut);
        try
        {
            for (int sent = 0; sent < frame.Length;)
            {
                sent += await socket!.SendAsync(frame.AsMemory(sent), SocketFlags.None, deadline.Token);
            }
            if (parser.Parse(message.Span, index).IsOk && !index.Type.HasResponse)
            {
                return (ReplayOutcome.NotAwaited, []);
            }
            while (true)
            {
                if (receiver!.TryCut(out ReadOnlySpan<byte> answer)) return (ReplayOutcome.Answered, answer.ToArray());
                if (receiver.IsBroken) return End(ReplayOutcome.BrokenFraming);
                if (!await receiver.ReceiveAsync(deadline.Token)) return End(ReplayOutcome.Closed);
            }
        }
        catch (SocketException)
        {
            return End(ReplayOutcome.Closed);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A late answer must not be taken for that of the next message.
            return End(ReplayOutcome.TimedOut);
        }
    }

    public void Dispose() => End(ReplayOutcome.Closed);

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        if (this.socket is not null) return;
        var socket = new Socket(station.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(station, cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        this.socket = socket;
        receiver = new FrameReceiver(socket, framing);
    }

    private (ReplayOutcome Outcome, byte[] Answer) End(ReplayOutcome outcome)
    {
        socket?.Dispose();
        socket = null;
        return (outcome, []);
    }
}
