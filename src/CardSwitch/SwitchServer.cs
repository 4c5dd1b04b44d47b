using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Routing;
using CardSwitch.Serving;
using CardSwitch.Switching;
using CardSwitch.Timing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CardSwitch;

/// <summary>
/// One station: listens for shops, keeps connections to banks, and switches what comes in. Start it, and stop it for an
/// orderly end.
/// </summary>
public sealed partial class SwitchServer : IAsyncDisposable
{
    /// <summary>How late a time-out may be noticed.</summary>
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(25);

    /// <summary>How often links are looked after: half frames, slow readers, idle buffers.</summary>
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private static readonly TaskCompletionSource<JournalFault> Never = new();

    private readonly StationOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly StationGate gate;
    private readonly StationJournal? journal;
    private readonly StationTimings timings;
    private readonly StationMeter meter;
    private readonly CancellationTokenSource stopping = new();
    private readonly Dictionary<string, LinkListener> listeners = new(StringComparer.Ordinal);
    private readonly IssuerLines lines;
    private readonly LinkMacs macs;
    private readonly Dictionary<string, TlsLinks> listenerTls = new(StringComparer.Ordinal);
    private readonly Lock lifecycle = new();
    private long startedAt;
    private Task ticking = Task.CompletedTask;
    private Task? stop;

    /// <summary>A station that is not started yet.</summary>
    /// <exception cref="StationOptionsException">The options are not valid; the message names every error.</exception>
    public SwitchServer(StationOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<string> errors = options.Validate();
        if (errors.Count > 0) throw new StationOptionsException(errors);

        this.options = options;
        this.time = time ?? TimeProvider.System;
        logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("CardSwitch");
        IssuerService[] services = [.. options.Issuers.Select(ServiceSettings.OfIssuer)];
        timings = new StationTimings([.. options.Issuers.Select(i => i.Name)]);
        CoreSettings settings = ServiceSettings.OfStation(options);
        if (options.Journal.Mode != JournalMode.None)
        {
            journal = new StationJournal(options, this.time, logger);
            settings = settings with { HashKey = journal.HashKey };
        }
        var notices = new NoticeLog(logger, options.Name, [.. options.Issuers.Select(i => i.Name)]);
        gate = new StationGate(
            output => new SwitchCore(services, settings, output, (IJournal?)journal?.Writer ?? new NoJournal(), timings),
            journal?.Mark ?? DurableMark.Always, notices.Write, this.time);
        foreach (ListenerOptions listener in options.Listeners)
        {
            if (listener.Tls is { } tls) listenerTls.Add(listener.Name, new TlsLinks(listener.Name, tls, this.time, logger));
        }
        macs = new LinkMacs(options);
        lines = new IssuerLines(options, gate, macs, this.time, logger);
        meter = new StationMeter(Snapshot, timings, this.time);
        TryReplaceRoutes([.. options.Routes], out _);
    }

    /// <summary>
    /// Opens the journal and takes up what it holds, then binds the listeners and starts to connect to the banks. Shops may
    /// connect when it returns. After an exception the station is stopped.
    /// </summary>
    /// <exception cref="JournalStoreException">The journal cannot be opened or read; nothing was bound.</exception>
    /// <exception cref="StationOptionsException">The journal holds what is unfinished for an issuer that is not there any more.</exception>
    /// <exception cref="SocketException">A listener's address or port cannot be had; the message names both.</exception>
    /// <exception cref="InvalidOperationException">The station was started or stopped before.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (lifecycle)
        {
            if (startedAt != 0 || stop is not null) throw new InvalidOperationException("A station is started only once.");
            startedAt = Stopwatch.GetTimestamp();
        }
        if (options.Crypto is { } crypto) LogCrypto(options.Name, crypto.Description);
        try
        {
            journal?.Open(gate, routes => TryReplaceRoutes(routes, out string error) ? null : error);
            // Banks come last: one that hears from a station can count on it.
            for (int i = 0; i < options.Issuers.Count; i++) AttachHandler(options.Issuers[i], i);
            foreach (ListenerOptions listener in options.Listeners) StartListener(listener);
            lines.Start();
            ticking = TickAsync();
        }
        catch
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Stops in order: from the call on no new connections, and new requests are declined with 91; those that wait are
    /// answered or time out (within <see cref="StationLimits.DrainTimeOut"/>), then every connection is closed. Called
    /// again, it gives the end of the first call.
    /// </summary>
    /// <param name="cancellation">Ends the waiting, not the stopping: what is unanswered then stays so.</param>
    public Task StopAsync(CancellationToken cancellation = default)
    {
        lock (lifecycle) return stop ??= StopOnceAsync(cancellation);
    }

    private async Task StopOnceAsync(CancellationToken cancellation)
    {
        foreach (LinkListener listener in listeners.Values) listener.StopAccepting();
        lock (gate.Lock) gate.Core.Drain();
        await WaitForPendingAsync(cancellation).ConfigureAwait(false);

        await stopping.CancelAsync().ConfigureAwait(false);
        await lines.DisposeAsync().ConfigureAwait(false);
        foreach (LinkListener listener in listeners.Values) await listener.DisposeAsync().ConfigureAwait(false);
        await ticking.ConfigureAwait(false);
        if (journal is not null) await journal.StopAsync(options.Limits.DrainTimeOut).ConfigureAwait(false);
        LogStopped(options.Name);
    }

    /// <summary>
    /// Completes when the journal has failed for good: the station then declines every request with 96, and is best stopped
    /// and looked after. Never completes otherwise.
    /// </summary>
    public Task<JournalFault> JournalFailed => journal?.Failure ?? Never.Task;

    /// <summary>The address that a listener is bound to.</summary>
    /// <exception cref="KeyNotFoundException">No started listener has that name.</exception>
    public IPEndPoint EndPointOf(string listener) => (IPEndPoint)listeners[listener].LocalEndPoint!;

    /// <summary>Counts and timings since the start, at this moment.</summary>
    public StationSnapshot Snapshot()
    {
        lock (gate.Lock)
        {
            SwitchCore core = gate.Core;
            return new StationSnapshot(
                options.Name,
                startedAt == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(startedAt),
                core.Traffic,
                [.. core.Destinations.Select((to, i) => SnapshotOf(to, i))],
                gate.Shops,
                timings.Snapshot())
            {
                BusinessDay = core.Days.Current == 0 ? default : Settlement.BusinessDay.ToDate(core.Days.Current),
                Journal = journal?.Snapshot(),
                Certificates = [.. AllTls().Select(tls => new CertificateSnapshot(tls.Name, tls.Own.Subject, tls.Own.NotAfter))],
                Totals = [.. core.Totals.Issuers.Select(
                    totals => TotalsSnapshot.Of(options.Issuers[(int)totals.Key.Party].Name, totals.Key, totals.Value))],
            };
        }
    }

    /// <summary>
    /// Opens the next business day while traffic flows. False while the one before is still open: requests or advices of
    /// it wait.
    /// </summary>
    public bool CutOver()
    {
        bool opened = false;
        gate.Enter(moment => opened = gate.Core.CutOver(in moment));
        return opened;
    }

    /// <summary>Puts the advices and reversals that were parked for an issuer back into its queue.</summary>
    /// <exception cref="KeyNotFoundException">There is no such issuer.</exception>
    public void ReleaseParked(string issuer)
    {
        int position = PositionOf(issuer);
        gate.Enter(moment => gate.Core.ReleaseParked(position, in moment));
    }

    /// <summary>
    /// Replaces the addresses of an issuer while traffic flows: connects to those that are new, waits until one of them
    /// carries traffic, and takes those that are no longer there out of use: nothing new goes over their links, what waits
    /// for an answer gets it or times out, then they sign off and are closed. No request is lost.
    /// </summary>
    /// <param name="issuer">The issuer's name.</param>
    /// <param name="endPoints">All its addresses from now on, at least one.</param>
    /// <param name="cancellation">Ends the waiting; addresses that are not retired by then stay in use.</param>
    /// <returns>False when none of the new addresses carried traffic in time: the old ones stay in use beside them.</returns>
    /// <exception cref="KeyNotFoundException">There is no such issuer.</exception>
    /// <exception cref="InvalidOperationException">The issuer is served in this process, or the station is not running.</exception>
    public Task<bool> ReplaceEndPointsAsync(
        string issuer, IReadOnlyList<IssuerEndPoint> endPoints, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(endPoints);
        if (endPoints.Count == 0) throw new ArgumentException("An issuer has at least one address.", nameof(endPoints));
        int position = PositionOf(issuer);
        if (options.Issuers[position].Handler is not null) throw new InvalidOperationException($"{issuer} is served in this process.");
        if (TlsValidation.AddressError(options.Issuers[position], endPoints) is { } error) throw new InvalidOperationException(error);
        return lines.ReplaceAsync(position, endPoints, cancellation);
    }

    /// <summary>The number of the last record of another station, with a journal in the same place, that is known here.</summary>
    internal long FollowedOf(string station) => journal?.FollowedOf(station) ?? 0;

    /// <summary>The newest BIN table, published for all stations, that was looked at; 0 before there is one.</summary>
    internal long RoutesVersion => journal?.RoutesVersion ?? 0;

    private int PositionOf(string issuer)
    {
        for (int i = 0; i < options.Issuers.Count; i++)
        {
            if (options.Issuers[i].Name == issuer) return i;
        }
        throw new KeyNotFoundException($"There is no issuer '{issuer}'.");
    }

    private IssuerSnapshot SnapshotOf(Destination to, int position) =>
        new(to.Issuer.Profile.Name, to.Issuer.Counts, to.Issuer.Pending.Count, to.Issuer.LinksUp, lines.CountOf(position))
        {
            Queued = to.Queue.Count,
            Parked = to.Queue.Parked,
            IsServed = !to.Issuer.Breaker.IsOpen,
        };

    /// <summary>
    /// Replaces all routes while traffic flows. False, with what is wrong, leaves the old ones in force.
    /// </summary>
    public bool TryReplaceRoutes(IReadOnlyList<Route> routes, out string error)
    {
        ArgumentNullException.ThrowIfNull(routes);
        string[] issuers = [.. options.Issuers.Select(i => i.Name)];
        if (!RoutePlan.TryBuild(routes, issuers, out BinTable table, out error)) return false;
        lock (gate.Lock) gate.Core.ReplaceRoutes(table);
        return true;
    }

    /// <summary>Stops the station, if it is not stopped yet.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        meter.Dispose();
        journal?.Dispose();
        stopping.Dispose();
    }

    private void AttachHandler(IssuerOptions issuer, int position)
    {
        if (issuer.Handler is not { } handler) return;
        var profile = LinkProfile.OfIssuer(issuer, position, macs.OfIssuer(position));
        gate.Attach(new HandlerPort(
            gate, handler, profile, issuer.MaxPending, issuer.Name, logger, stopping.Token));
    }

    private void StartListener(ListenerOptions listener)
    {
        LinkOptions links = LinkOptions.Shop with
        {
            OutputBufferMax = options.Limits.MaxOutputPerLink,
            WriteTimeout = options.Limits.FrameDeadline,
            FrameTimeout = options.Limits.FrameDeadline,
        };
        var owner = new LinkOwner(gate, LinkProfile.OfShops(listener, macs.OfListener(listener.Name)));
        var bound = new LinkListener(
            new IPEndPoint(listener.Address, listener.Port), owner, gate.Lock,
            links, listener.MaxConnections, time, logger, listenerTls.GetValueOrDefault(listener.Name));
        listeners.Add(listener.Name, bound);
        try
        {
            bound.Start();
        }
        catch (SocketException e)
        {
            throw new SocketException((int)e.SocketErrorCode, $"{listener.Name} on {listener.Address}:{listener.Port}: {e.Message}");
        }
        LogListening(options.Name, listener.Name, bound.LocalEndPoint!);
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TickPeriod, time);
        long sweptAt = Stopwatch.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false))
            {
                Tick();
                if (Stopwatch.GetElapsedTime(sweptAt) < SweepPeriod) continue;
                sweptAt = Stopwatch.GetTimestamp();
                foreach (Link link in gate.Links()) link.Sweep(sweptAt);
            }
        }
        catch (OperationCanceledException)
        {
            // The station stops.
        }
    }

    private void Tick()
    {
        try
        {
            gate.Tick();
        }
#pragma warning disable CA1031 // A framing of the user's that throws must not end the clock that all time-outs depend on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogTickFailed(e, options.Name);
        }
    }

    private async Task WaitForPendingAsync(CancellationToken cancellation)
    {
        long begun = time.GetTimestamp();
        while ((Pending() > 0 || gate.IsSending) && !cancellation.IsCancellationRequested
            && time.GetElapsedTime(begun) < options.Limits.DrainTimeOut)
        {
            await Task.Delay(TickPeriod, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (Pending() is > 0 and int left) LogAbandoned(options.Name, left);
    }

    private int Pending()
    {
        lock (gate.Lock) return gate.Core.Pending;
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Station {Station}: {Listener} listens on {EndPoint}")]
    private partial void LogListening(string station, string listener, EndPoint endPoint);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "Station {Station} has stopped")]
    private partial void LogStopped(string station);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "Station {Station} stops with {Pending} requests unanswered")]
    private partial void LogAbandoned(string station, int pending);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Error,
        Message = "Station {Station}: time-outs could not be handled; they are tried again")]
    private partial void LogTickFailed(Exception exception, string station);
}
