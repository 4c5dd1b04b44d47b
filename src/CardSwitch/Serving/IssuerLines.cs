using System.Net;
using System.Security.Cryptography;
using CardSwitch.Links;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Serving;

/// <summary>
/// The connections that a station keeps to its issuers: one connector for each address, and their replacement while
/// traffic flows.
/// </summary>
internal sealed class IssuerLines : IAsyncDisposable
{
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(20);

    private readonly StationOptions options;
    private readonly StationGate gate;
    private readonly LinkMacs macs;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Lock guard = new();
    private readonly List<Line>[] lines;
    private readonly TlsLinks?[] tls;
    private readonly SemaphoreSlim replacing = new(1);
    private bool isRunning;

    internal IssuerLines(StationOptions options, StationGate gate, LinkMacs macs, TimeProvider time, ILogger logger)
    {
        this.options = options;
        this.gate = gate;
        this.macs = macs;
        this.time = time;
        this.logger = logger;
        lines = [.. options.Issuers.Select(_ => new List<Line>())];
        tls = [.. options.Issuers.Select(its => its.Tls is { } wanted ? new TlsLinks(its.Name, wanted, time, logger) : null)];
    }

    /// <summary>The issuers' TLS, of those that have it.</summary>
    internal IEnumerable<TlsLinks> Tls => tls.OfType<TlsLinks>();

    /// <summary>Begins to connect to every address.</summary>
    internal void Start()
    {
        lock (guard)
        {
            isRunning = true;
            for (int i = 0; i < lines.Length; i++)
            {
                for (int rank = 0; rank < options.Issuers[i].EndPoints.Count; rank++) Add(i, options.Issuers[i].EndPoints[rank], rank);
            }
        }
    }

    /// <summary>The connections that an issuer should have; one in this process has one.</summary>
    internal int CountOf(int issuer)
    {
        IssuerOptions its = options.Issuers[issuer];
        if (its.Handler is not null) return 1;
        lock (guard) return isRunning ? lines[issuer].Sum(line => line.EndPoint.Connections) : its.EndPoints.Sum(e => e.Connections);
    }

    /// <inheritdoc cref="SwitchServer.ReplaceEndPointsAsync"/>
    internal async Task<bool> ReplaceAsync(int issuer, IReadOnlyList<IssuerEndPoint> endPoints, CancellationToken cancellation)
    {
        await replacing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            (List<Line> added, List<Line> leaving) = Change(issuer, endPoints);
            if (added.Count > 0 && !await IsCarryingAsync(added, cancellation).ConfigureAwait(false)) return false;
            foreach (Line line in leaving) await RetireAsync(issuer, line, cancellation).ConfigureAwait(false);
            return true;
        }
        finally
        {
            replacing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Line[] all;
        lock (guard)
        {
            isRunning = false;
            all = [.. lines.SelectMany(its => its)];
            foreach (List<Line> its in lines) its.Clear();
        }
        foreach (Line line in all) await line.Connector.DisposeAsync().ConfigureAwait(false);
        replacing.Dispose();
    }

    private (List<Line> Added, List<Line> Leaving) Change(int issuer, IReadOnlyList<IssuerEndPoint> endPoints)
    {
        lock (guard)
        {
            if (!isRunning) throw new InvalidOperationException("The station is not running.");
            List<Line> leaving = [.. lines[issuer].Where(line => !endPoints.Contains(line.EndPoint))];
            List<Line> added = [];
            for (int rank = 0; rank < endPoints.Count; rank++)
            {
                IssuerEndPoint endPoint = endPoints[rank];
                if (lines[issuer].All(line => line.EndPoint != endPoint)) added.Add(Add(issuer, endPoint, rank));
            }
            return (added, leaving);
        }
    }

    private Line Add(int issuer, IssuerEndPoint endPoint, int rank)
    {
        var owner = new LinkOwner(gate, LinkProfile.OfIssuer(options.Issuers[issuer], issuer, macs.OfIssuer(issuer)), rank);
        LinkOptions limits = LinkOptions.Bank with { OutputBufferMax = options.Limits.MaxOutputPerLink };
        var connector = new LinkConnector(
            new DnsEndPoint(endPoint.Host, endPoint.Port), endPoint.Connections, owner, gate.Lock, limits, time, Chance, logger,
            tls[issuer]);
        var line = new Line(endPoint, owner, connector);
        lines[issuer].Add(line);
        connector.Start();
        return line;
    }

    // As long as a connection and a sign-on may take.
    private async Task<bool> IsCarryingAsync(List<Line> added, CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        TimeSpan most = options.Limits.DrainTimeOut;
        while (!added.Exists(line => gate.IsCarrying(line.Owner)))
        {
            if (time.GetElapsedTime(begun) > most) return false;
            await Task.Delay(PollPeriod, time, cancellation).ConfigureAwait(false);
        }
        return true;
    }

    private async Task RetireAsync(int issuer, Line line, CancellationToken cancellation)
    {
        line.Connector.StopConnecting();
        gate.Retire(line.Owner);
        long begun = time.GetTimestamp();
        TimeSpan most = options.Issuers[issuer].AtmTimeOut + options.Limits.DrainTimeOut;
        while (line.Connector.ConnectedCount > 0 && time.GetElapsedTime(begun) < most)
        {
            await Task.Delay(PollPeriod, time, cancellation).ConfigureAwait(false);
        }
        lock (guard) lines[issuer].Remove(line);
        await line.Connector.DisposeAsync().ConfigureAwait(false);
    }

    // Spreads reconnections out; nothing depends on it being unforeseeable.
    private static double Chance() => RandomNumberGenerator.GetInt32(1_000_000) / 1e6;

    /// <summary>One address, and what keeps the connections to it.</summary>
    private sealed record Line(IssuerEndPoint EndPoint, LinkOwner Owner, LinkConnector Connector);
}
