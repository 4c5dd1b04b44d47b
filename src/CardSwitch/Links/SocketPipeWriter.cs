using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace CardSwitch.Links;

/// <summary>
/// Writes to a socket. <see cref="WriteAsync"/> sends from the caller's memory, which must stay as it is until the write
/// ends; that is the links' way. <see cref="GetMemory"/> and <see cref="FlushAsync"/> stage bytes in a buffer of their own
/// and are there to keep the contract. One write at a time.
/// </summary>
internal sealed class SocketPipeWriter : PipeWriter
{
    private readonly SocketPipe pipe;
    private readonly Socket socket;
    private readonly int sendMax;

    private SocketSend? send;
    private ArrayBufferWriter<byte>? staged;
    private bool stagedInFlight;
    private bool completed;

    public SocketPipeWriter(SocketPipe pipe, Socket socket, int sendMax)
    {
        this.pipe = pipe;
        this.socket = socket;
        this.sendMax = sendMax;
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(completed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (staged is { WrittenCount: > 0 })
        {
            // Keep the order of what was staged before.
            Staged().Write(source.Span);
            return FlushAsync(cancellationToken);
        }

        if (pipe.IsAborted) return new(new FlushResult(isCanceled: true, isCompleted: false));
        if (source.IsEmpty) return new(default(FlushResult));
        send ??= new SocketSend(socket, this, sendMax);
        return send.StartAsync(source);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => Staged().GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => Staged().GetSpan(sizeHint);

    public override void Advance(int bytes) => Staged().Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(completed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (pipe.IsAborted) return new(new FlushResult(isCanceled: true, isCompleted: false));
        if (staged is null || staged.WrittenCount == 0) return new(default(FlushResult));
        stagedInFlight = true;
        send ??= new SocketSend(socket, this, sendMax);
        return send.StartAsync(staged.WrittenMemory);
    }

    /// <summary>A send under way can only be ended by closing its socket, and so this aborts the pipe.</summary>
    public override void CancelPendingFlush() => pipe.Abort();

    /// <summary>Ends the sending direction in order (FIN), or with an exception the whole pipe at once.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (completed) return;
        completed = true;
        send?.Dispose();
        if (exception is not null) pipe.Abort();
        if (pipe.IsAborted) return;
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer was faster.
        }
    }

    /// <summary>The outcome of a send; called by <see cref="SocketSend"/> as the write's result is fetched.</summary>
    internal FlushResult Sent(SocketError error)
    {
        if (stagedInFlight)
        {
            stagedInFlight = false;
            staged!.ResetWrittenCount();
        }

        if (error == SocketError.Success) return default;
        if (pipe.IsAborted) return new FlushResult(isCanceled: true, isCompleted: false);
        throw new SocketException((int)error);
    }

    private ArrayBufferWriter<byte> Staged()
    {
        if (stagedInFlight) throw new InvalidOperationException("A flush is under way.");
        return staged ??= new ArrayBufferWriter<byte>();
    }
}
