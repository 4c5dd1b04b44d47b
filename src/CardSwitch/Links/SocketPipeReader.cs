using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace CardSwitch.Links;

/// <summary>
/// Reads a socket into one pooled buffer, so that what it hands out is always one segment.
/// <code>
///   0        start            end         buffer.Length
///   | consumed | not yet consumed | room to receive |
/// </code>
/// The invariant: 0 &lt;= start &lt;= examined &lt;= end &lt;= buffer.Length. The rest moves to the front only when the room behind it
/// gets small; the buffer doubles, up to its cap, when a read has filled it.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Complete disposes of the receive.")]
internal sealed class SocketPipeReader : PipeReader
{
    private readonly SocketPipe pipe;
    private readonly SocketReceive receive;
    private readonly int bufferMax;

    private byte[] buffer;
    private int start;
    private int examined;
    private int end;
    private bool filledUp;
    private bool ended;
    private bool completed;

    public SocketPipeReader(SocketPipe pipe, Socket socket, int bufferStart, int bufferMax)
    {
        this.pipe = pipe;
        this.bufferMax = bufferMax;
        receive = new SocketReceive(socket, this);
        buffer = ArrayPool<byte>.Shared.Rent(Math.Min(bufferStart, bufferMax));
    }

    /// <summary>Bytes of pooled memory held.</summary>
    internal int HeldBytes => buffer.Length;

    /// <param name="cancellationToken">Looked at before the read only: a receive ends by aborting its pipe.</param>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(completed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (pipe.IsAborted) return new(Result(isCanceled: true));
        if (examined < end || ended) return new(Result());

        MakeRoom();
        return receive.StartAsync(buffer.AsMemory(end));
    }

    public override bool TryRead(out ReadResult result)
    {
        ObjectDisposedException.ThrowIf(completed, this);
        bool ready = examined < end || ended || pipe.IsAborted;
        result = ready ? Result(isCanceled: pipe.IsAborted) : default;
        return ready;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        // The positions come from the sequence handed out, which is made over the array: they are offsets into it.
        start = Math.Clamp(consumed.GetInteger(), start, end);
        this.examined = Math.Clamp(examined.GetInteger(), start, end);
        if (start == end) start = this.examined = end = 0;
        CheckOffsets();
    }

    /// <summary>A receive under way can only be ended by closing its socket, and so this aborts the pipe.</summary>
    public override void CancelPendingRead() => pipe.Abort();

    /// <summary>Returns the buffer. Not while a read is under way.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (completed) return;
        completed = true;
        pipe.Abort();
        receive.Dispose();
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        buffer = [];
        start = examined = end = 0;
    }

    /// <summary>Takes in what a receive brought; called by <see cref="SocketReceive"/> as the read's result is fetched.</summary>
    internal ReadResult Received(SocketError error, int count)
    {
        if (error != SocketError.Success)
        {
            if (pipe.IsAborted) return Result(isCanceled: true);
            throw new SocketException((int)error);
        }

        ended = count == 0;
        end += count;
        filledUp = end == buffer.Length;
        CheckOffsets();
        return Result();
    }

    private ReadResult Result(bool isCanceled = false) =>
        new(new ReadOnlySequence<byte>(buffer, start, end - start), isCanceled, ended);

    private void MakeRoom()
    {
        int rest = end - start;
        bool grow = filledUp && buffer.Length < bufferMax;
        if (!grow && buffer.Length - end >= buffer.Length / 2) return;

        if (grow)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, bufferMax));
            buffer.AsSpan(start, rest).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            buffer = larger;
            filledUp = false;
        }
        else
        {
            buffer.AsSpan(start, rest).CopyTo(buffer);
        }

        start = 0;
        examined = end = rest;
        if (end == buffer.Length) throw new InvalidOperationException("The receive buffer is full and nothing was consumed.");
    }

    [Conditional("DEBUG")]
    private void CheckOffsets() =>
        Debug.Assert(start >= 0 && start <= examined && examined <= end && end <= buffer.Length, "Receive buffer offsets");
}
