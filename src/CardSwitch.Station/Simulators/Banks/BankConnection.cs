using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using CardSwitch.Station.Simulators.Sockets;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>One station's connection to a simulated bank.</summary>
internal sealed class BankConnection : IBeat
{
    private readonly BankSimulator _bank;
    private readonly Socket _socket;
    private readonly FrameReceiver _receiver;
    private readonly Outbox _outbox;
    private readonly AuthorizationDesk _desk;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<HeldAnswer, long> _held = new();
    private Chance _chance;
    private bool _isClosed;

    internal BankConnection(BankSimulator bank, Socket socket, ulong number)
    {
        _bank = bank;
        _socket = socket;
        socket.NoDelay = true;
        BankOptions options = bank.Options;
        _receiver = new FrameReceiver(socket, options.Framing);
        _outbox = new Outbox(socket, options.Framing, _gate);
        _desk = new AuthorizationDesk(options.Format, options.Seed, options.ApprovePercent);
        _chance = new Chance(Chance.Of(options.Seed, number));
    }

    internal BankCounts Counts
    {
        get
        {
            lock (_gate) return _desk.Counts;
        }
    }

    internal async Task RunAsync()
    {
        while (await _receiver.ReceiveAsync(CancellationToken.None) && AnswerAll())
        {
        }
        Close();
    }

    /// <summary>Sends the answers that have been held long enough.</summary>
    public void Beat(long now)
    {
        lock (_gate)
        {
            while (_held.TryPeek(out HeldAnswer answer, out long due) && due <= now)
            {
                _held.Dequeue();
                _outbox.TryAdd(answer.Bytes);
                answer.Release();
            }
            if (!_isClosed) _outbox.Flush();
        }
    }

    /// <summary>Closes without waiting for anything; answers not yet sent are lost, as when a line is cut.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            while (_held.TryDequeue(out HeldAnswer answer, out _)) answer.Release();
            _socket.Close(0);
        }
    }

    private bool AnswerAll()
    {
        lock (_gate)
        {
            if (_isClosed) return false;
            long least = _bank.LeastTicks, spread = _bank.SpreadTicks;
            long now = least + spread > 0 ? Stopwatch.GetTimestamp() : 0;
            while (_receiver.TryCut(out ReadOnlySpan<byte> request))
            {
                ReadOnlySpan<byte> answer = _desk.Answer(request);
                if (answer.IsEmpty) continue;
                if (now != 0) _held.Enqueue(HeldAnswer.Of(answer), now + least + Spread(spread));
                else if (!_outbox.TryAdd(answer)) return false;
            }
            _outbox.Flush();
            return !_receiver.IsBroken;
        }
    }

    private long Spread(long mean) =>
        mean == 0 ? 0 : (long)(mean * Math.Min(8, -Math.Log(1 - _chance.Fraction())));

    /// <summary>An answer that is made but not yet due, in a rented buffer.</summary>
    private readonly record struct HeldAnswer(byte[] Buffer, int Length)
    {
        internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

        internal static HeldAnswer Of(ReadOnlySpan<byte> answer)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(answer.Length);
            answer.CopyTo(buffer);
            return new HeldAnswer(buffer, answer.Length);
        }

        internal void Release() => ArrayPool<byte>.Shared.Return(Buffer);
    }
}
