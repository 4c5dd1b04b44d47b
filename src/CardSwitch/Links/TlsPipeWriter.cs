using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace CardSwitch.Links;

/// <summary>
/// Writes to a TLS stream, each batch as it is: no copy but the encrypted one. Bytes that are staged
/// (<see cref="GetMemory"/>) keep the contract of a writer; the links do not stage. One write at a time.
/// </summary>
internal sealed class TlsPipeWriter(TlsPipe pipe, SslStream stream, Socket socket) : PipeWriter
{
    private ArrayBufferWriter<byte>? staged;
    private bool completed;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(completed, this);
        if (staged is { WrittenCount: > 0 })
        {
            staged.Write(source.Span);
            return await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        if (pipe.IsAborted) return new FlushResult(isCanceled: true, isCompleted: false);
        try
        {
            await stream.WriteAsync(source, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (pipe.IsAborted)
        {
            return new FlushResult(isCanceled: true, isCompleted: false);
        }

        return default;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => (staged ??= new ArrayBufferWriter<byte>()).GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => (staged ??= new ArrayBufferWriter<byte>()).GetSpan(sizeHint);

    public override void Advance(int bytes) => staged!.Advance(bytes);

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (staged is not { WrittenCount: > 0 } waiting) return new FlushResult(pipe.IsAborted, isCompleted: false);
        staged = null;
        return await WriteAsync(waiting.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A write under way can only be ended by closing its socket, and so this aborts the pipe.</summary>
    public override void CancelPendingFlush() => pipe.Abort();

    public override void Complete(Exception? exception = null) => _ = CompleteAsync(exception).AsTask();

    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        if (completed) return;
        completed = true;
        if (exception is not null) pipe.Abort();
        if (pipe.IsAborted) return;
        try
        {
            await stream.ShutdownAsync().ConfigureAwait(false);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer was faster.
        }
    }
}
