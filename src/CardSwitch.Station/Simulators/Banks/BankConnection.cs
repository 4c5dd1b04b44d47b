using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using CardSwitch.Station.Simulators.Sockets;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>One station's connection to a simulated bank.</summary>
internal sealed class BankConnection : IBeat
{
    private readonly BankSimulator bank;
    private readonly Socket socket;
    private readonly FrameReceiver receiver;
    private readonly Outbox outbox;
    private readonly AuthorizationDesk desk;
    private readonly Lock gate = new();
    private readonly PriorityQueue<HeldAnswer, long> held = new();
    private Chance chance;
    private bool isClosed;

    internal BankConnection(BankSimulator bank, Socket socket, ulong number)
    {
        this.bank = bank;
        this.socket = socket;
        socket.NoDelay = true;
        BankOptions options = bank.Options;
        receiver = new FrameReceiver(socket, options.Framing);
        outbox = new Outbox(socket, options.Framing, gate);
        desk = new AuthorizationDesk(options.Format, bank.Books);
        chance = new Chance(Chance.Of(options.Seed, number));
    }

    internal async Task RunAsync()
    {
        while (await receiver.ReceiveAsync(CancellationToken.None) && AnswerAll())
        {
        }
        Close();
    }

    /// <summary>Sends the answers that have been held long enough.</summary>
    public void Beat(long now)
    {
        lock (gate)
        {
            while (held.TryPeek(out HeldAnswer answer, out long due) && due <= now)
            {
                held.Dequeue();
                outbox.TryAdd(answer.Bytes);
                answer.Release();
            }
            if (!isClosed) outbox.Flush();
        }
    }

    /// <summary>Closes without waiting for anything; answers not yet sent are lost, as when a line is cut.</summary>
    internal void Close()
    {
        lock (gate)
        {
            if (isClosed) return;
            isClosed = true;
            while (held.TryDequeue(out HeldAnswer answer, out _)) answer.Release();
            socket.Close(0);
        }
    }

    private bool AnswerAll()
    {
        lock (gate)
        {
            if (isClosed) return false;
            long least = bank.LeastTicks, spread = bank.SpreadTicks;
            long now = least + spread > 0 ? Stopwatch.GetTimestamp() : 0;
            while (receiver.TryCut(out ReadOnlySpan<byte> request))
            {
                ReadOnlySpan<byte> answer = desk.Answer(request);
                if (answer.IsEmpty) continue;
                // Network management is the front's business, however busy what is behind it.
                if (now != 0 && !desk.IsNetworkManagement) held.Enqueue(HeldAnswer.Of(answer), now + least + Spread(spread));
                else if (!outbox.TryAdd(answer)) return false;
            }
            outbox.Flush();
            return !receiver.IsBroken;
        }
    }

    private long Spread(long mean) =>
        mean == 0 ? 0 : (long)(mean * Math.Min(8, -Math.Log(1 - chance.Fraction())));

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
