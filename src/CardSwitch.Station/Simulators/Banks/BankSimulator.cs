using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>
/// A bank on a socket: answers what stations send, after a delay, and can be made slow, cut off and brought back while
/// it runs.
/// </summary>
internal sealed class BankSimulator : IBeat, IAsyncDisposable
{
    private readonly Pulse pulse;
    private readonly Lock gate = new();
    private readonly List<BankConnection> connections = [];
    private readonly List<Task> running = [];
    private Socket? listener;
    private IPEndPoint endPoint;
    private ulong accepted;
    private long leastTicks;

    internal BankSimulator(BankOptions options, Pulse pulse)
    {
        Options = options;
        this.pulse = pulse;
        Books = options.Books ?? new BankBooks(options.Seed, options.ApprovePercent);
        endPoint = options.EndPoint;
        leastTicks = TicksOf(options.Delay);
        SpreadTicks = TicksOf(options.Jitter);
        pulse.Add(this);
    }

    internal BankOptions Options { get; }

    internal BankBooks Books { get; }

    /// <summary>Where it listens; the port is known once it has started.</summary>
    internal IPEndPoint EndPoint => endPoint;

    /// <summary>The least delay of an answer, in stopwatch ticks.</summary>
    internal long LeastTicks => Volatile.Read(ref leastTicks);

    /// <summary>The mean delay beyond the least, in stopwatch ticks.</summary>
    internal long SpreadTicks { get; }

    /// <summary>Changes the least delay of the answers to come.</summary>
    internal void SetDelay(TimeSpan delay) => Volatile.Write(ref leastTicks, TicksOf(delay));

    internal BankCounts Counts => Books.Counts;

    internal int Connections
    {
        get
        {
            lock (gate) return connections.Count;
        }
    }

    /// <summary>Begins to listen, or begins again, on the same port.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    internal void Open()
    {
        lock (gate)
        {
            if (listener is not null) return;
            listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(endPoint);
            listener.Listen(512);
            endPoint = (IPEndPoint)listener.LocalEndPoint!;
            running.Add(AcceptAsync(listener));
        }
    }

    /// <summary>Stops listening, so that new connections are refused; those there are stay.</summary>
    internal void Refuse()
    {
        lock (gate)
        {
            listener?.Dispose();
            listener = null;
        }
    }

    /// <summary>Cuts all connections; what is on them is lost.</summary>
    internal void DropLinks()
    {
        BankConnection[] connections;
        lock (gate) connections = [.. this.connections];
        foreach (BankConnection connection in connections) connection.Close();
    }

    public void Beat(long now)
    {
        lock (gate)
        {
            foreach (BankConnection connection in connections) connection.Beat(now);
        }
    }

    public async ValueTask DisposeAsync()
    {
        pulse.Remove(this);
        Refuse();
        DropLinks();
        Task[] running;
        lock (gate) running = [.. this.running];
        await Task.WhenAll(running);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync();
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return;
            }
            lock (gate)
            {
                var connection = new BankConnection(this, socket, ++accepted);
                connections.Add(connection);
                running.RemoveAll(done => done.IsCompleted);
                running.Add(ServeAsync(connection));
            }
        }
    }

    private async Task ServeAsync(BankConnection connection)
    {
        await Task.Yield(); // not within the lock of the caller
        await connection.RunAsync();
        lock (gate) connections.Remove(connection);
    }

    private static long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
