using System.Net;
using System.Net.Sockets;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators.Sockets;

namespace CardSwitch.Station.Simulators;

/// <summary>Sends recorded messages to a station over one connection, each after the answer to the one before.</summary>
internal sealed class Replay(IPEndPoint station, MessageFormat format, IFraming framing, TimeSpan timeOut) : IDisposable
{
    private readonly MessageParser _parser = new(format);
    private readonly FieldIndex _index = new();
    private Socket? _socket;
    private FrameReceiver? _receiver;

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
                sent += await _socket!.SendAsync(frame.AsMemory(sent), SocketFlags.None, deadline.Token);
            }
            if (_parser.Parse(message.Span, _index).IsOk && !_index.Type.HasResponse)
            {
                return (ReplayOutcome.NotAwaited, []);
            }
            while (true)
            {
                if (_receiver!.TryCut(out ReadOnlySpan<byte> answer)) return (ReplayOutcome.Answered, answer.ToArray());
                if (_receiver.IsBroken) return End(ReplayOutcome.BrokenFraming);
                if (!await _receiver.ReceiveAsync(deadline.Token)) return End(ReplayOutcome.Closed);
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
        if (_socket is not null) return;
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
        _socket = socket;
        _receiver = new FrameReceiver(socket, framing);
    }

    private (ReplayOutcome Outcome, byte[] Answer) End(ReplayOutcome outcome)
    {
        _socket?.Dispose();
        _socket = null;
        return (outcome, []);
    }
}
