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
    private readonly Pulse _pulse;
    private readonly Lock _gate = new();
    private readonly List<BankConnection> _connections = [];
    private readonly List<Task> _running = [];
    private BankCounts _closed;
    private Socket? _listener;
    private IPEndPoint _endPoint;
    private ulong _accepted;
    private long _leastTicks;

    internal BankSimulator(BankOptions options, Pulse pulse)
    {
        Options = options;
        _pulse = pulse;
        _endPoint = options.EndPoint;
        _leastTicks = TicksOf(options.Delay);
        SpreadTicks = TicksOf(options.Jitter);
        pulse.Add(this);
    }

    internal BankOptions Options { get; }

    /// <summary>Where it listens; the port is known once it has started.</summary>
    internal IPEndPoint EndPoint => _endPoint;

    /// <summary>The least delay of an answer, in stopwatch ticks.</summary>
    internal long LeastTicks => Volatile.Read(ref _leastTicks);

    /// <summary>The mean delay beyond the least, in stopwatch ticks.</summary>
    internal long SpreadTicks { get; }

    /// <summary>Changes the least delay of the answers to come.</summary>
    internal void SetDelay(TimeSpan delay) => Volatile.Write(ref _leastTicks, TicksOf(delay));

    internal BankCounts Counts
    {
        get
        {
            lock (_gate)
            {
                BankCounts sum = _closed;
                foreach (BankConnection connection in _connections) sum += connection.Counts;
                return sum;
            }
        }
    }

    internal int Connections
    {
        get
        {
            lock (_gate) return _connections.Count;
        }
    }

    /// <summary>Begins to listen, or begins again, on the same port.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    internal void Open()
    {
        lock (_gate)
        {
            if (_listener is not null) return;
            _listener = new Socket(_endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(_endPoint);
            _listener.Listen(512);
            _endPoint = (IPEndPoint)_listener.LocalEndPoint!;
            _running.Add(AcceptAsync(_listener));
        }
    }

    /// <summary>Stops listening, so that new connections are refused; those there are stay.</summary>
    internal void Refuse()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;
        }
    }

    /// <summary>Cuts all connections; what is on them is lost.</summary>
    internal void DropLinks()
    {
        BankConnection[] connections;
        lock (_gate) connections = [.. _connections];
        foreach (BankConnection connection in connections) connection.Close();
    }

    public void Beat(long now)
    {
        lock (_gate)
        {
            foreach (BankConnection connection in _connections) connection.Beat(now);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _pulse.Remove(this);
        Refuse();
        DropLinks();
        Task[] running;
        lock (_gate) running = [.. _running];
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
            lock (_gate)
            {
                var connection = new BankConnection(this, socket, ++_accepted);
                _connections.Add(connection);
                _running.RemoveAll(done => done.IsCompleted);
                _running.Add(ServeAsync(connection));
            }
        }
    }

    private async Task ServeAsync(BankConnection connection)
    {
        await Task.Yield(); // not within the lock of the caller
        await connection.RunAsync();
        lock (_gate)
        {
            _connections.Remove(connection);
            _closed += connection.Counts;
        }
    }

    private static long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
