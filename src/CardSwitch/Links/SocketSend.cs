using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace CardSwitch.Links;

/// <summary>
/// The one send of a writer, used again for every write so that a write allocates nothing. A kernel that takes only part
/// of the bytes is asked again until it has taken all.
/// </summary>
internal sealed class SocketSend : SocketAsyncEventArgs, IValueTaskSource<FlushResult>
{
    private readonly Socket socket;
    private readonly SocketPipeWriter writer;
    private readonly int sendMax;
    private ManualResetValueTaskSourceCore<SocketError> completion;
    private Memory<byte> rest;

    public SocketSend(Socket socket, SocketPipeWriter writer, int sendMax)
        : base(true) // No execution context flows: a link's loops carry none.
    {
        this.socket = socket;
        this.writer = writer;
        this.sendMax = sendMax;
    }

    public ValueTask<FlushResult> StartAsync(ReadOnlyMemory<byte> bytes)
    {
        completion.Reset();
        rest = MemoryMarshal.AsMemory(bytes); // Only read from: the API knows no read-only memory.
        return TrySend(out SocketError error) ? new(writer.Sent(error)) : new(this, completion.Version);
    }

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token) => writer.Sent(completion.GetResult(token));

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => completion.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        completion.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        if (!TryTake(out SocketError error) || TrySend(out error)) completion.SetResult(error);
    }

    /// <summary>Sends until all is sent or an error stops it: true; false when the kernel will report later.</summary>
    private bool TrySend(out SocketError error)
    {
        do
        {
            try
            {
                SetBuffer(rest.Length <= sendMax ? rest : rest[..sendMax]);
                if (socket.SendAsync(this))
                {
                    error = default;
                    return false;
                }
            }
            catch (ObjectDisposedException)
            {
                error = SocketError.OperationAborted;
                return true;
            }
        }
        while (TryTake(out error));
        return true;
    }

    /// <summary>Counts off what the kernel took: true when there is more to send.</summary>
    private bool TryTake(out SocketError error)
    {
        error = SocketError;
        if (error != SocketError.Success) return false;
        rest = rest[BytesTransferred..];
        return !rest.IsEmpty;
    }
}
