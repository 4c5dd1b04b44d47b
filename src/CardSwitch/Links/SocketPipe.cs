using System.IO.Pipelines;
using System.Net.Sockets;

namespace CardSwitch.Links;

/// <summary>
/// A connected TCP socket as a pipe. It receives straight into one buffer and sends straight from the caller's memory;
/// nothing is copied between socket and parser. Ends abruptly by <see cref="Abort"/>, in order by completing the output.
/// </summary>
internal sealed class SocketPipe : IDuplexPipe
{
    private readonly Socket socket;
    private int aborted;

    /// <param name="socket">A connected socket, owned by the pipe from here on.</param>
    /// <param name="options">Sizes of the receive buffer.</param>
    /// <param name="sendMax">The most bytes handed to the socket at a time.</param>
    public SocketPipe(Socket socket, LinkOptions options, int sendMax = int.MaxValue)
    {
        this.socket = socket;
        Input = new SocketPipeReader(this, socket, options.ReceiveBufferStart, options.ReceiveBufferMax);
        Output = new SocketPipeWriter(this, socket, sendMax);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>Whether <see cref="Abort"/> was called.</summary>
    public bool IsAborted => Volatile.Read(ref aborted) != 0;

    /// <summary>Settings for latency. Kernel buffers are left alone: the kernel sizes them better than a constant.</summary>
    public static void Configure(Socket socket)
    {
        socket.NoDelay = true;
        socket.LingerState = new LingerOption(false, 0);

        // A dead peer is noticed after 30 + 3 x 5 s of silence.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }

    /// <summary>
    /// Closes the socket; a read or write under way ends as cancelled, a later one at once. From any thread, any number
    /// of times.
    /// </summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref aborted, 1) == 0) socket.Dispose();
    }
}
