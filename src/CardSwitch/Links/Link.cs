using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CardSwitch.Links;

/// <summary>
/// One connection's transport: bytes in, bytes out; it knows nothing of messages. Any <see cref="IDuplexPipe"/> carries
/// it. One loop receives (<see cref="RunAsync"/>); whoever finds the output idle sends (<see cref="Flush"/>).
/// </summary>
internal sealed partial class Link
{
    private readonly IDuplexPipe pipe;
    private readonly ILinkOwner owner;
    private readonly Lock gate;
    private readonly LinkOptions options;
    private readonly ILogger logger;

    private int closeReason;
    private byte[]? scratch;

    public Link(
        IDuplexPipe pipe, ILinkOwner owner, Lock gate, LinkOptions options, EndPoint? peer = null, ILogger? logger = null)
    {
        this.pipe = pipe;
        this.owner = owner;
        this.gate = gate;
        this.options = options;
        this.logger = logger ?? NullLogger.Instance;
        Peer = peer;
        Output = new LinkOutput(options);
    }

    /// <summary>The owner's number for this link; the link does not use it.</summary>
    public int Slot { get; set; }

    /// <summary>The owner's generation of <see cref="Slot"/>, told apart when the slot is used again.</summary>
    public int Generation { get; set; }

    /// <summary>Whatever the owner keeps per link; the link does not use it.</summary>
    public object? State { get; set; }

    /// <summary>The other end, where the transport knows it.</summary>
    public EndPoint? Peer { get; }

    /// <summary>Whose certificate the other end has shown; null without TLS, or where no peers are listed.</summary>
    public LinkPeer? Identity { get; init; }

    /// <summary>What is to be sent. All its members are called under the gate.</summary>
    public LinkOutput Output { get; }

    /// <summary>Whether the link is closed or about to be.</summary>
    public bool IsClosing => Volatile.Read(ref closeReason) != 0;

    /// <summary>Whether at least one byte was received.</summary>
    public bool HasReceived => Volatile.Read(ref receivedAt) != 0;

    /// <summary>
    /// Receives until the link is closed, by either side. Never throws for what the peer or the owner does. To be called
    /// once; it leaves the caller's thread at once.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        owner.Opened(this);
        using (cancellationToken.UnsafeRegister(static link => ((Link)link!).Close(LinkCloseReason.Stopped), this))
        {
            try
            {
                LinkCloseReason reason = await ReceiveAsync().ConfigureAwait(false);
                TrySetReason(reason);
            }
#pragma warning disable CA1031 // Whatever a transport throws ends this link and no other.
            catch (Exception e)
#pragma warning restore CA1031
            {
                TransportThrew(e);
            }
        }

        await FinishAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Closes at once; what was not sent is lost. From any thread, under the gate or not: the work is done elsewhere.
    /// Only the first call counts.
    /// </summary>
    public void Close(LinkCloseReason reason)
    {
        if (TrySetReason(reason))
            ThreadPool.UnsafeQueueUserWorkItem(static link => link.Abort(), this, preferLocal: false);
    }

    private async ValueTask<LinkCloseReason> ReceiveAsync()
    {
        PipeReader input = pipe.Input;
        while (true)
        {
            ReadResult result = await input.ReadAsync().ConfigureAwait(false);
            if (result.IsCanceled || IsClosing) return LinkCloseReason.Stopped;

            ReadOnlySequence<byte> bytes = result.Buffer;
            if (!bytes.IsEmpty)
            {
                LinkCloseReason? stop = bytes.IsSingleSegment ? Feed(input, bytes) : FeedGathered(input, bytes);
                if (stop is { } reason) return reason;
            }

            if (result.IsCompleted) return Output.IsFinishing ? LinkCloseReason.Stopped : LinkCloseReason.PeerClosed;
        }
    }

    /// <summary>The common case: the bytes are contiguous as received.</summary>
    private LinkCloseReason? Feed(PipeReader input, in ReadOnlySequence<byte> bytes)
    {
        int length = bytes.FirstSpan.Length;
        int consumed = Deliver(bytes.FirstSpan);
        if (consumed < 0) return LinkCloseReason.BadBytes;
        if (consumed == length)
        {
            input.AdvanceTo(bytes.End);
            return null;
        }

        if (length - consumed >= options.ReceiveBufferMax) return LinkCloseReason.FrameTooLong;
        input.AdvanceTo(bytes.GetPosition(consumed), bytes.End);
        return null;
    }

    /// <summary>The rare case: a transport that hands out segments. What fits is copied together and delivered.</summary>
    private LinkCloseReason? FeedGathered(PipeReader input, in ReadOnlySequence<byte> bytes)
    {
        int length = (int)Math.Min(bytes.Length, options.ReceiveBufferMax);
        if (scratch is null || scratch.Length < length)
        {
            if (scratch is not null) ArrayPool<byte>.Shared.Return(scratch, clearArray: true);
            scratch = ArrayPool<byte>.Shared.Rent(length);
        }

        ReadOnlySequence<byte> shown = bytes.Slice(0, length);
        shown.CopyTo(scratch);
        int consumed = Deliver(scratch.AsSpan(0, length));
        if (consumed < 0) return LinkCloseReason.BadBytes;
        if (length - consumed >= options.ReceiveBufferMax) return LinkCloseReason.FrameTooLong;

        // What was not shown was not examined either: the next read then returns at once with the rest.
        input.AdvanceTo(bytes.GetPosition(consumed), shown.End);
        return null;
    }

    private int Deliver(ReadOnlySpan<byte> bytes)
    {
        long timestamp = Stopwatch.GetTimestamp();
        int consumed;
        try
        {
            consumed = owner.Received(this, bytes, timestamp);
        }
#pragma warning disable CA1031 // A fault of the owner over one link's bytes must not take the station down.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LinkLog.OwnerFailed(logger, e, Peer);
            TrySetReason(LinkCloseReason.OwnerFailed);
            return -1;
        }

        NoteReceived(timestamp, consumed, bytes.Length);
        return consumed;
    }

    private async ValueTask FinishAsync()
    {
        Abort();
        lock (gate) Output.Close();
        if (scratch is not null) ArrayPool<byte>.Shared.Return(scratch, clearArray: true);
        scratch = null;

        LinkCloseReason reason = (LinkCloseReason)Volatile.Read(ref closeReason);
        LinkLog.Closed(logger, Peer, reason);
        owner.Closed(this, reason);
        lock (gate) Output.DropUnsent();
        CompleteOutputWhenDone();
        try
        {
            await pipe.Input.CompleteAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The link is gone; a transport that also fails to say good-bye changes nothing.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LinkLog.TransportFailed(logger, e, Peer);
        }
    }

    /// <summary>Wakes both loops; a socket pipe takes this as its end.</summary>
    private void Abort()
    {
        pipe.Input.CancelPendingRead();
        pipe.Output.CancelPendingFlush();
    }

    private bool TrySetReason(LinkCloseReason reason) => Interlocked.CompareExchange(ref closeReason, (int)reason, 0) == 0;

    private bool TransportThrew(Exception exception)
    {
        if (exception is SocketException or IOException or ObjectDisposedException)
            return TrySetReason(LinkCloseReason.PeerReset);

        LinkLog.TransportFailed(logger, exception, Peer);
        return TrySetReason(LinkCloseReason.TransportFailed);
    }
}
