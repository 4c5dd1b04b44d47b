using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace CardSwitch.Links;

/// <summary>The one receive of a reader, used again for every read so that a read allocates nothing.</summary>
internal sealed class SocketReceive : SocketAsyncEventArgs, IValueTaskSource<ReadResult>
{
    private readonly Socket socket;
    private readonly SocketPipeReader reader;
    private ManualResetValueTaskSourceCore<bool> completion;

    public SocketReceive(Socket socket, SocketPipeReader reader)
        : base(true) // No execution context flows: a link's loops carry none.
    {
        this.socket = socket;
        this.reader = reader;
    }

    public ValueTask<ReadResult> StartAsync(Memory<byte> room)
    {
        completion.Reset();
        try
        {
            SetBuffer(room);
            if (socket.ReceiveAsync(this)) return new(this, completion.Version);
        }
        catch (ObjectDisposedException)
        {
            return new(reader.Received(SocketError.OperationAborted, 0));
        }

        return new(reader.Received(SocketError, BytesTransferred));
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        completion.GetResult(token);
        return reader.Received(SocketError, BytesTransferred);
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => completion.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        completion.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e) => completion.SetResult(true);
}
