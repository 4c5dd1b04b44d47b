using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Routing;
using CardSwitch.Switching;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Serving;

/// <summary>A station's journal: opened and read at the start, written to by its own thread, told of to the operator.</summary>
internal sealed partial class StationJournal : IJournalEvents, IDisposable
{
    private readonly JournalOptions options;
    private readonly string station;
    private readonly ILogger logger;
    private readonly JournalKeys keys;
    private readonly JournalIssuer[] issuers;
    private readonly Dictionary<string, MessageFormat> formats;
    private readonly TaskCompletionSource<JournalFault> failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StationGate? gate;
    private readonly TimeProvider time;
    private IJournalStore? store;
    private StationPeers? peers;
    private volatile bool isUnreachable;
    private volatile string? fault;

    internal StationJournal(StationOptions options, TimeProvider time, ILogger logger, JournalLimits? limits = null)
    {
        this.options = options.Journal;
        this.time = time;
        this.logger = logger;
        station = options.Name;
        keys = new JournalKeys(options.Journal.Key.Span, options.Name);
        issuers = [.. options.Issuers.Select(issuer => new JournalIssuer(issuer.Name, issuer.Format.Name))];
        formats = MessageFormats.All.ToDictionary(format => format.Name, StringComparer.Ordinal);
        foreach (IssuerOptions issuer in options.Issuers) formats[issuer.Format.Name] = issuer.Format;
        Writer = new JournalWriter(limits ?? new JournalLimits { Backlog = options.Journal.MaxBacklog }, time, this);
    }

    internal JournalWriter Writer { get; }

    internal DurableMark Mark { get; } = new();

    internal (ulong First, ulong Second) HashKey => keys.HashKey;

    /// <summary>Completes when the journal has failed for good.</summary>
    internal Task<JournalFault> Failure => failure.Task;

    internal JournalSnapshot Snapshot()
    {
        // Read from the last to the first, so that none passes the one before.
        long settled = Writer.Settled, durable = Writer.Durable, last = Writer.Last;
        return new JournalSnapshot(options.Mode, last, durable, settled) { IsUnreachable = isUnreachable, Fault = fault };
    }

    /// <summary>The number of the last record of another station that is known here; 0 when none is.</summary>
    internal long FollowedOf(string peer) => peers?.FollowedOf(peer) ?? 0;

    /// <summary>The newest BIN table, published for all stations, that was looked at; 0 before there is one.</summary>
    internal long RoutesVersion => peers?.RoutesVersion ?? 0;

    /// <summary>Takes the journal over, gives the core what it holds, and begins to write.</summary>
    /// <param name="gate">Guards the core.</param>
    /// <param name="replaceRoutes">Puts a BIN table in force that was published for all stations; gives what is wrong with it.</param>
    /// <exception cref="JournalStoreException">It cannot be opened or read.</exception>
    /// <exception cref="StationOptionsException">What is unfinished has no issuer any more.</exception>
    internal void Open(StationGate gate, Func<IReadOnlyList<Route>, string?> replaceRoutes)
    {
        this.gate = gate;
        store = options.Store!();
        JournalPosition position = store.Open(new JournalOwner(station, issuers));
        var recovery = new JournalRecovery(store, keys, issuers, formats);
        JournalSettler settler = recovery.Settle(position);
        Writer.Begin(position);
        ((IJournalEvents)this).Durable(position.Last);
        gate.Enter(moment =>
        {
            recovery.Read(gate.Core);
            gate.Core.Recovered(in moment);
        });
        Writer.Start(store, keys, issuers, settler, new RowMaker(keys, issuers, formats));
        if (store is ISharedJournal)
        {
            peers = new StationPeers(options, station, issuers, formats, gate, Writer, replaceRoutes, time, logger);
            peers.Begin();
            peers.Start();
        }
        LogOpened(station, position.Last, position.Epoch);
    }

    /// <summary>Writes what there is, within this time, and closes the store.</summary>
    internal async Task StopAsync(TimeSpan most)
    {
        if (peers is not null) await peers.StopAsync(most).ConfigureAwait(false);
        await Writer.StopAsync(most).ConfigureAwait(false);
        store?.Dispose();
        store = null;
    }

    public void Dispose()
    {
        peers?.Dispose();
        Writer.Dispose();
        keys.Dispose();
    }

    void IJournalEvents.Durable(long upTo) => gate!.Durable(options.Mode == JournalMode.Behind ? upTo + options.MaxLag : upTo);

    void IJournalEvents.Unreachable(string why)
    {
        isUnreachable = true;
        LogUnreachable(station, why);
    }

    void IJournalEvents.Reachable()
    {
        isUnreachable = false;
        LogReachable(station);
    }

    void IJournalEvents.Failed(JournalFault fault, string why, Exception cause)
    {
        this.fault = $"{fault}: {why}";
        gate!.JournalFailed();
        LogFailed(cause, station, fault, why);
        failure.TrySetResult(fault);
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Critical,
        Message = "Station {Station}: the journal has failed ({Fault}: {Why}); it is not written to any more, and no money is taken")]
    private partial void LogFailed(Exception cause, string station, JournalFault fault, string why);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Error,
        Message = "Station {Station}: the journal cannot be reached ({Why}); it is tried again until it can, and what depends on it waits")]
    private partial void LogUnreachable(string station, string why);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Information, Message = "Station {Station}: the journal is reached again")]
    private partial void LogReachable(string station);

    [LoggerMessage(EventId = 4104, Level = LogLevel.Information,
        Message = "Station {Station}: the journal is open at record {Last}, for the {Epoch}. time")]
    private partial void LogOpened(string station, long last, int epoch);
}
