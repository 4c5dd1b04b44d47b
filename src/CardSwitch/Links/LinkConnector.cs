using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CardSwitch.Links;

/// <summary>Keeps a number of connections to one end point, each by a loop of its own, and runs a link on each.</summary>
internal sealed class LinkConnector : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly EndPoint endPoint;
    private readonly ILinkOwner owner;
    private readonly Lock gate;
    private readonly LinkOptions options;
    private readonly TimeProvider time;
    private readonly Func<double> chance;
    private readonly ILogger logger;
    private readonly TlsLinks? tls;
    private readonly Lock chanceGate = new();
    private readonly int[] states;
    private readonly CancellationTokenSource stopConnecting = new();
    private readonly CancellationTokenSource closeLinks = new();

    private Task loops = Task.CompletedTask;
    private bool disposed;

    /// <param name="endPoint">An address, or a <see cref="DnsEndPoint"/>, looked up at every attempt.</param>
    /// <param name="connections">How many connections to keep.</param>
    /// <param name="owner">The owner of the links.</param>
    /// <param name="gate">The owner's gate.</param>
    /// <param name="options">The links' limits.</param>
    /// <param name="time">Measures time-outs and waits.</param>
    /// <param name="chance">A seeded source of numbers from 0 to 1, for the jitter; called by one loop at a time.</param>
    /// <param name="logger">Where it logs.</param>
    /// <param name="tls">Makes the handshakes; null: the links are in the clear.</param>
    public LinkConnector(
        EndPoint endPoint,
        int connections,
        ILinkOwner owner,
        Lock gate,
        LinkOptions options,
        TimeProvider time,
        Func<double> chance,
        ILogger? logger = null,
        TlsLinks? tls = null)
    {
        this.endPoint = endPoint;
        this.owner = owner;
        this.gate = gate;
        this.options = options;
        this.time = time;
        this.chance = chance;
        this.logger = logger ?? NullLogger.Instance;
        this.tls = tls;
        states = new int[connections];
    }

    /// <summary>How many connections it keeps.</summary>
    public int Count => states.Length;

    /// <summary>How many of them have an open link.</summary>
    public int ConnectedCount
    {
        get
        {
            int connected = 0;
            for (int i = 0; i < states.Length; i++)
            {
                if (StateOf(i) == ConnectionState.Connected) connected++;
            }

            return connected;
        }
    }

    /// <summary>Where connection <paramref name="index"/> (from 0) stands.</summary>
    public ConnectionState StateOf(int index) => (ConnectionState)Volatile.Read(ref states[index]);

    /// <summary>Begins to connect. To be called once.</summary>
    public void Start()
    {
        Task[] started = new Task[states.Length];
        for (int i = 0; i < started.Length; i++) started[i] = KeepAsync(i);
        loops = Task.WhenAll(started);
    }

    /// <summary>Connects no more; the links that are open stay.</summary>
    public void StopConnecting()
    {
        if (!disposed) stopConnecting.Cancel();
    }

    /// <summary>Stops connecting, closes every link, and returns when the owner was told of the last one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        StopConnecting();
        disposed = true;
        await closeLinks.CancelAsync().ConfigureAwait(false);
        await loops.ConfigureAwait(false);
        stopConnecting.Dispose();
        closeLinks.Dispose();
    }

    private async Task KeepAsync(int index)
    {
        ReconnectDelay delay = new(NextChance);
        bool failedBefore = false;
        while (!stopConnecting.IsCancellationRequested)
        {
            SetState(index, ConnectionState.Connecting);
            Socket? socket = await TryConnectAsync(failedBefore).ConfigureAwait(false);
            failedBefore = socket is null;
            if (socket is not null && await RunAsync(index, socket).ConfigureAwait(false)) delay.Reset();
            if (!await TryWaitAsync(index, delay.Next()).ConfigureAwait(false)) break;
        }

        SetState(index, ConnectionState.Stopped);
    }

    private async Task<Socket?> TryConnectAsync(bool failedBefore)
    {
        Socket socket = endPoint is DnsEndPoint
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        SocketError error;
        using CancellationTokenSource timeout = new(ConnectTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopConnecting.Token);
        try
        {
            await socket.ConnectAsync(endPoint, either.Token).ConfigureAwait(false);
            SocketPipe.Configure(socket);
            LinkLog.Connected(logger, endPoint);
            return socket;
        }
        catch (SocketException e)
        {
            error = e.SocketErrorCode;
        }
        catch (OperationCanceledException)
        {
            error = SocketError.TimedOut;
        }

        socket.Dispose();
        if (!stopConnecting.IsCancellationRequested)
            LinkLog.ConnectFailed(logger, failedBefore ? LogLevel.Debug : LogLevel.Warning, endPoint, error);
        return null;
    }

    /// <summary>
    /// Runs a link until it closes. True when it was good: it brought something or lasted. A peer that accepts and hangs
    /// up at once is no better than one that refuses.
    /// </summary>
    private async Task<bool> RunAsync(int index, Socket socket)
    {
        long since = time.GetTimestamp();
        if (await TryMakeAsync(socket).ConfigureAwait(false) is not { } link) return false;
        SetState(index, ConnectionState.Connected);
        await link.RunAsync(closeLinks.Token).ConfigureAwait(false);
        return link.HasReceived || time.GetElapsedTime(since) >= ReconnectDelay.Max;
    }

    private async Task<Link?> TryMakeAsync(Socket socket)
    {
        if (tls is null) return new Link(new SocketPipe(socket, options), owner, gate, options, endPoint, logger);
        string host = endPoint is DnsEndPoint named ? named.Host : ((IPEndPoint)endPoint).Address.ToString();
        TlsLink? made = await tls.ConnectAsync(socket, host, endPoint, closeLinks.Token).ConfigureAwait(false);
        return made is null ? null : new Link(made.Pipe, owner, gate, options, endPoint, logger) { Identity = made.Peer };
    }

    private async Task<bool> TryWaitAsync(int index, TimeSpan wait)
    {
        SetState(index, ConnectionState.Waiting);
        try
        {
            await Task.Delay(wait, time, stopConnecting.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void SetState(int index, ConnectionState state) => Volatile.Write(ref states[index], (int)state);

    private double NextChance()
    {
        lock (chanceGate) return chance();
    }
}
