using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using CardSwitch.Load.Payload;
using CardSwitch.Load.Sockets;

namespace CardSwitch.Load.Relays;

/// <summary>The baseline's work on framework pipes: socket, pipe, frames, pipe, socket on both sides.</summary>
internal sealed class PipeRelay : IMiddle
{
    private readonly Lock gate = new();
    private readonly OriginTable origins = new();
    private readonly List<PipeRelayLink> shops = [];
    private readonly List<PipeRelayLink> touched = []; // of the bank's loop alone

    public int Start(int bankPort)
    {
        var bank = new PipeRelayLink(Loopback.Connect(bankPort));
        _ = ReadAnswersAsync(bank);
        Socket listener = Loopback.Listen(out int port);
        _ = AcceptAsync(listener, bank);
        return port;
    }

    private async Task AcceptAsync(Socket listener, PipeRelayLink bank)
    {
        while (true)
        {
            Socket socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            var shop = new PipeRelayLink(socket);
            int number;
            lock (gate)
            {
                number = shops.Count;
                shops.Add(shop);
            }

            _ = ReadRequestsAsync(shop, number, bank);
        }
    }

    private async Task ReadRequestsAsync(PipeRelayLink shop, int number, PipeRelayLink bank)
    {
        ReadResult read;
        do
        {
            read = await shop.Input.ReadAsync();
            shop.Input.AdvanceTo(Forward(read.Buffer, number, bank.Output), read.Buffer.End);
        }
        while (!read.IsCompleted);
    }

    private SequencePosition Forward(ReadOnlySequence<byte> requests, int number, PipeWriter bank)
    {
        lock (gate)
        {
            while (TryCut(ref requests, out ReadOnlySequence<byte> request))
            {
                Span<byte> frame = bank.GetSpan((int)request.Length)[..(int)request.Length];
                request.CopyTo(frame);
                origins.Register(number, frame);
                bank.Advance(frame.Length);
            }

            Flush(bank);
        }

        return requests.Start;
    }

    private async Task ReadAnswersAsync(PipeRelayLink bank)
    {
        ReadResult read;
        do
        {
            read = await bank.Input.ReadAsync();
            bank.Input.AdvanceTo(Distribute(read.Buffer), read.Buffer.End);
        }
        while (!read.IsCompleted);
    }

    private SequencePosition Distribute(ReadOnlySequence<byte> answers)
    {
        Span<byte> scratch = stackalloc byte[R1Frame.ReplyLength];
        lock (gate)
        {
            while (TryCut(ref answers, out ReadOnlySequence<byte> answer))
            {
                if (answer.Length > scratch.Length) continue;
                Span<byte> frame = scratch[..(int)answer.Length];
                answer.CopyTo(frame);
                int number = origins.Restore(frame);
                if (number >= 0) Queue(shops[number], frame);
            }

            foreach (PipeRelayLink shop in touched)
            {
                shop.Touched = false;
                Flush(shop.Output);
            }
        }

        touched.Clear();
        return answers.Start;
    }

    private void Queue(PipeRelayLink shop, ReadOnlySpan<byte> frame)
    {
        shop.Output.Write(frame);
        if (shop.Touched) return;
        shop.Touched = true;
        touched.Add(shop);
    }

    private static void Flush(PipeWriter writer)
    {
        ValueTask<FlushResult> flush = writer.FlushAsync();
        if (!flush.IsCompletedSuccessfully) throw new InvalidOperationException("A pipe without a threshold had to wait.");
    }

    private static bool TryCut(ref ReadOnlySequence<byte> bytes, out ReadOnlySequence<byte> frame)
    {
        frame = default;
        ReadOnlySpan<byte> first = bytes.FirstSpan;
        if (first.Length < R1Frame.HeaderLength)
        {
            if (bytes.Length < R1Frame.HeaderLength) return false;
            Span<byte> header = stackalloc byte[R1Frame.HeaderLength];
            bytes.Slice(0, R1Frame.HeaderLength).CopyTo(header);
            return TryTake(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(header), out frame);
        }

        return TryTake(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(first), out frame);
    }

    private static bool TryTake(ref ReadOnlySequence<byte> bytes, int messageLength, out ReadOnlySequence<byte> frame)
    {
        int length = R1Frame.HeaderLength + messageLength;
        frame = default;
        if (bytes.Length < length) return false;
        SequencePosition end = bytes.GetPosition(length);
        frame = bytes.Slice(bytes.Start, end);
        bytes = bytes.Slice(end);
        return true;
    }
}
