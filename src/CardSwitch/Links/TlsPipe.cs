using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace CardSwitch.Links;

/// <summary>
/// A TLS stream as a pipe. A link that is idle waits with an empty read and holds no buffer; one that receives holds what
/// was decrypted and not consumed, which the link bounds. Ends abruptly by <see cref="Abort"/>, which also wakes both
/// directions, and in order by completing the output (close_notify, then FIN).
/// </summary>
internal sealed class TlsPipe : IDuplexPipe
{
    private readonly Socket socket;
    private int aborted;

    /// <param name="stream">After the handshake; owned by the pipe from here on.</param>
    /// <param name="socket">The socket below it.</param>
    public TlsPipe(SslStream stream, Socket socket)
    {
        this.socket = socket;
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 4096, minimumReadSize: 1024, useZeroByteReads: true));
        Output = new TlsPipeWriter(this, stream, socket);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>Whether <see cref="Abort"/> was called.</summary>
    public bool IsAborted => Volatile.Read(ref aborted) != 0;

    /// <summary>Closes the socket: what is under way on it ends as broken. From any thread, any number of times.</summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref aborted, 1) == 0) socket.Dispose();
    }
}
