using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CardSwitch.Links;

/// <summary>
/// Accepts connections on one end point and runs a link for each. Beyond its limit it accepts and closes at once, so that
/// a shop learns of it now and not by a time-out.
/// </summary>
internal sealed class LinkListener : IAsyncDisposable
{
    /// <summary>How many connections may be open at a time unless told otherwise: 10,000 shops and as many again.</summary>
    public const int ConnectionsMaxDefault = 20_000;

    /// <summary>How many connections the kernel may hold that were not accepted yet; it lowers this to its own limit.</summary>
    private const int Backlog = 4096;

    /// <summary>The wait after an accept failed for want of resources (descriptors, memory).</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly EndPoint endPoint;
    private readonly ILinkOwner owner;
    private readonly Lock gate;
    private readonly LinkOptions options;
    private readonly int connectionsMax;
    private readonly TimeProvider time;
    private readonly TlsLinks? tls;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopAccepting = new();
    private readonly CancellationTokenSource closeLinks = new();
    private readonly TaskCompletionSource allClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Socket? socket;
    private int running = 1; // The accept loop counts as one; at zero everything is closed.
    private int open;
    private long refused;
    private bool disposed;

    public LinkListener(
        EndPoint endPoint,
        ILinkOwner owner,
        Lock gate,
        LinkOptions options,
        int connectionsMax = ConnectionsMaxDefault,
        TimeProvider? time = null,
        ILogger? logger = null,
        TlsLinks? tls = null)
    {
        this.endPoint = endPoint;
        this.owner = owner;
        this.gate = gate;
        this.options = options;
        this.connectionsMax = connectionsMax;
        this.time = time ?? TimeProvider.System;
        this.tls = tls;
        this.logger = logger ?? NullLogger.Instance;
    }

    /// <summary>Where it listens, with the port that the system chose for port 0; null before <see cref="Start"/>.</summary>
    public EndPoint? LocalEndPoint { get; private set; }

    /// <summary>How many connections are open.</summary>
    public int OpenCount => Volatile.Read(ref open);

    /// <summary>How many connections were closed because of the limit.</summary>
    public long RefusedCount => Interlocked.Read(ref refused);

    /// <summary>Binds and begins to accept. Throws <see cref="SocketException"/> when the end point cannot be had.</summary>
    public void Start()
    {
        Socket listening = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listening.Bind(endPoint);
            listening.Listen(Backlog);
        }
        catch
        {
            listening.Dispose();
            throw;
        }

        LocalEndPoint = listening.LocalEndPoint;
        socket = listening;
        LinkLog.Listening(logger, LocalEndPoint);
        _ = AcceptAsync(listening);
    }

    /// <summary>Accepts no more; the links that are open stay.</summary>
    public void StopAccepting()
    {
        if (!disposed) stopAccepting.Cancel();
    }

    /// <summary>Stops accepting, closes every link, and returns when the owner was told of the last one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        StopAccepting();
        disposed = true;
        await closeLinks.CancelAsync().ConfigureAwait(false);
        if (socket is not null) await allClosed.Task.ConfigureAwait(false);
        stopAccepting.Dispose();
        closeLinks.Dispose();
    }

    private async Task AcceptAsync(Socket listening)
    {
        using (listening)
        {
            while (!stopAccepting.IsCancellationRequested)
            {
                try
                {
                    Take(await listening.AcceptAsync(stopAccepting.Token).ConfigureAwait(false));
                }
                catch (OperationCanceledException)
                {
                    break;
                }
                catch (SocketException e)
                {
                    LinkLog.AcceptFailed(logger, LocalEndPoint, e.SocketErrorCode);
                    if (e.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.ConnectionAborted))
                        await Task.Delay(AcceptPause, time, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }

        EndOne();
    }

    private void Take(Socket accepted)
    {
        EndPoint? peer = null;
        try
        {
            peer = accepted.RemoteEndPoint;
            SocketPipe.Configure(accepted);
        }
        catch (SocketException)
        {
            // The peer has gone again; its link will say so by itself.
        }

        if (OpenCount >= connectionsMax)
        {
            Interlocked.Increment(ref refused);
            LinkLog.Refused(logger, peer, connectionsMax);
            accepted.Dispose();
            return;
        }

        Interlocked.Increment(ref open);
        Interlocked.Increment(ref running);
        _ = tls is null
            ? ServeAsync(new Link(new SocketPipe(accepted, options), owner, gate, options, peer, logger))
            : ServeTlsAsync(tls, accepted, peer);
    }

    /// <summary>A connection counts as open from before its handshake on.</summary>
    private async Task ServeTlsAsync(TlsLinks tls, Socket accepted, EndPoint? peer)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        TlsLink? made = await tls.AcceptAsync(accepted, peer, closeLinks.Token).ConfigureAwait(false);
        await ServeAsync(made is null
            ? null
            : new Link(made.Pipe, owner, gate, options, peer, logger) { Identity = made.Peer }).ConfigureAwait(false);
    }

    private async Task ServeAsync(Link? link)
    {
        try
        {
            if (link is not null) await link.RunAsync(closeLinks.Token).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref open);
            EndOne();
        }
    }

    private void EndOne()
    {
        if (Interlocked.Decrement(ref running) == 0) allClosed.TrySetResult();
    }
}
