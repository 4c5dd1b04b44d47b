using System.Net.Sockets;
using CardSwitch.Load.Payload;
using CardSwitch.Load.Sockets;

namespace CardSwitch.Load.Client;

/// <summary>One shop: makes requests that are each unlike any other, and checks every byte of their replies.</summary>
internal sealed class ShopConnection : IDisposable
{
    // Below 999,999 and a multiple of every ring's size, so that a STAN tells its slot.
    private const uint StanCount = 1 << 19;

    private readonly NonBlockingConnection connection;
    private readonly PendingRequest[] pending;
    private readonly ulong rrnPrefix;
    private readonly byte[] expectedRrn = new byte[R1Frame.RrnLength];
    private uint sequence;

    /// <param name="socket">A connected socket, owned from now on.</param>
    /// <param name="epoll">The client's set.</param>
    /// <param name="number">The connection's number, below 10,000, its key in the set.</param>
    /// <param name="capacity">Most requests in flight; a power of two.</param>
    public ShopConnection(Socket socket, Epoll epoll, int number, int capacity)
    {
        connection = new NonBlockingConnection(socket, epoll, number);
        pending = new PendingRequest[capacity];
        rrnPrefix = (ulong)number * 100_000_000;
    }

    public int InFlight { get; private set; }

    public bool CanSend => InFlight < pending.Length;

    public bool HasUnsent => connection.HasUnsent;

    /// <summary>Writes the next request and takes note of it; only while <see cref="CanSend"/>.</summary>
    public void WriteRequest(Span<byte> frame, long intendedAtNs)
    {
        // Answers may overtake each other: a slot that still waits is passed over.
        while (pending[sequence & (uint)(pending.Length - 1)].Stan != 0) sequence++;

        R1Frame.Request.CopyTo(frame);
        ref PendingRequest request = ref pending[sequence & (uint)(pending.Length - 1)];
        request.IntendedAtNs = intendedAtNs;
        request.Stan = (sequence & (StanCount - 1)) + 1;
        request.Rrn = rrnPrefix + (sequence % 100_000_000);
        Digits.WriteSix(frame[R1Frame.StanOffset..], request.Stan);
        Digits.WriteTwelve(frame[R1Frame.RrnOffset..], request.Rrn);
        sequence++;
        InFlight++;
    }

    public bool Send(ReadOnlySpan<byte> frames) => connection.Send(frames);

    public bool SendUnsent() => connection.SendUnsent();

    public bool Receive(byte[] buffer, out Span<byte> bytes) => connection.Receive(buffer, out bytes);

    public void Keep(ReadOnlySpan<byte> piece) => connection.Keep(piece);

    /// <summary>Checks a reply against the request that it answers, and clears that request.</summary>
    public ReplyFault Accept(ReadOnlySpan<byte> reply, out long intendedAtNs)
    {
        intendedAtNs = 0;
        if (reply.Length != R1Frame.ReplyLength) return ReplyFault.Length;
        uint stan = Digits.ReadSix(reply.Slice(R1Frame.StanOffset, R1Frame.StanLength));
        if (stan is 0 or > StanCount) return ReplyFault.Stan;
        ref PendingRequest request = ref pending[(stan - 1) & (uint)(pending.Length - 1)];
        if (request.Stan != stan) return ReplyFault.NotPending;
        Digits.WriteTwelve(expectedRrn, request.Rrn);
        ReplyFault fault = CheckFields(reply);
        if (fault != ReplyFault.None) return fault;
        intendedAtNs = request.IntendedAtNs;
        request.Stan = 0;
        InFlight--;
        return ReplyFault.None;
    }

    public void Dispose() => connection.Dispose();

    private ReplyFault CheckFields(ReadOnlySpan<byte> reply)
    {
        const int afterStan = R1Frame.StanOffset + R1Frame.StanLength;
        const int afterCode = R1Frame.ResponseCodeOffset + R1Frame.ResponseCodeLength;
        const int afterBitmap = R1Frame.BitmapOffset + 8;
        ReadOnlySpan<byte> expected = R1Frame.Reply;
        if (!Same(reply, expected, 0, afterBitmap)) return ReplyFault.MtiOrBitmap;
        if (!reply.Slice(R1Frame.RrnOffset, R1Frame.RrnLength).SequenceEqual(expectedRrn)) return ReplyFault.Rrn;
        if (!Same(reply, expected, R1Frame.ResponseCodeOffset, afterCode)) return ReplyFault.ResponseCode;
        return Same(reply, expected, afterBitmap, R1Frame.StanOffset)
            && Same(reply, expected, afterStan, R1Frame.RrnOffset)
            && Same(reply, expected, afterCode, R1Frame.ReplyLength)
            ? ReplyFault.None
            : ReplyFault.OtherField;
    }

    private static bool Same(ReadOnlySpan<byte> reply, ReadOnlySpan<byte> expected, int start, int end) =>
        reply[start..end].SequenceEqual(expected[start..end]);
}
