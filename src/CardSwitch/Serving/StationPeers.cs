using System.Collections.Concurrent;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Routing;
using CardSwitch.Switching;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Serving;

/// <summary>
/// The other stations that keep their journals in the same place. A thread of its own, with a connection of its own, looks
/// every second: what they did becomes known here; the work of one that died is carried on; a newer BIN table is put in
/// force. Whatever fails is tried again the next time, and stops nothing here.
/// </summary>
internal sealed partial class StationPeers(
    JournalOptions options, string station, IReadOnlyList<JournalIssuer> issuers, IReadOnlyDictionary<string, MessageFormat> formats,
    StationGate gate, JournalWriter writer, Func<IReadOnlyList<Route>, string?> replaceRoutes, TimeProvider time, ILogger logger)
    : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // Of what a station did before this one knew of it, so many records are read.
    private const long Window = 100_000;

    // Rows read at once, and given to the core at once: traffic waits for the latter.
    private const int Batch = 1000, Step = 64;

    private readonly RowReader reader = new(issuers, formats);
    private readonly ConcurrentDictionary<string, long> followed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Epoch, long Settled)> nothingLeft = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeerTakeOver> takenOver = new(StringComparer.Ordinal);
    private readonly HashSet<string> unreadable = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ISharedJournal? store;
    private long routesVersion;
    private bool isTold;
    private bool isStarted;

    /// <summary>The number of the last record of another station that is known here; 0 when none is.</summary>
    internal long FollowedOf(string peer) => followed.GetValueOrDefault(peer);

    /// <summary>The newest published BIN table that was looked at; 0 before there is one.</summary>
    internal long RoutesVersion
    {
        get => Volatile.Read(ref routesVersion);
        private set => Volatile.Write(ref routesVersion, value);
    }

    /// <summary>Learns what the others have done so far.</summary>
    internal void Begin() => Try(FollowAll);

    internal void Start()
    {
        isStarted = true;
        new Thread(Run) { IsBackground = true, Name = "CardSwitch peers" }.Start();
    }

    /// <summary>Ends the thread; one that the database keeps waiting for longer than this ends by itself.</summary>
    internal async Task StopAsync(TimeSpan most)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        if (isStarted) await ended.Task.WaitAsync(most, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else Close();
    }

    public void Dispose() => stopping.Dispose();

    /// <summary>Looks at the others once.</summary>
    internal void Poll() => Try(peers =>
    {
        FollowAll(peers);
        foreach (JournalPeer peer in peers.Peers())
        {
            if (peer.HasLapsed && !takenOver.ContainsKey(peer.Station)) TryTakeOver(peers, peer);
        }
        foreach (string peer in takenOver.Keys.ToArray()) CarryOn(peers, peer);
        FollowRoutes(peers);
    });

    private void Run()
    {
        while (!stopping.IsCancellationRequested)
        {
            Wait();
            if (!stopping.IsCancellationRequested) Poll();
        }
        Close();
        ended.TrySetResult();
    }

    private void Close()
    {
        foreach (PeerTakeOver taken in takenOver.Values) taken.Dispose();
        takenOver.Clear();
        store?.Dispose();
        store = null;
    }

    private void Wait()
    {
        using var over = new ManualResetEventSlim();
        using ITimer timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), over, Every, Timeout.InfiniteTimeSpan);
        try
        {
            over.Wait(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The station stops.
        }
    }

    // Without a journal of its own the station takes no money, and nobody's work.
    private void Try(Action<ISharedJournal> look)
    {
        if (writer.IsDead) return;
        try
        {
            look(store ??= Opened());
            if (isTold) LogSeenAgain(station);
            isTold = false;
        }
#pragma warning disable CA1031 // Whatever went wrong with others' journals must not end the watch over them.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!isTold) LogUnseen(e, station, e.Message);
            isTold = true;
            store?.Dispose();
            store = null;
        }
    }

    private ISharedJournal Opened()
    {
        var opened = (ISharedJournal)options.Store!();
        try
        {
            opened.Open(new JournalOwner(station, issuers, IsReader: true));
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private void FollowAll(ISharedJournal peers)
    {
        foreach (JournalPeer peer in peers.Peers()) Follow(peers, peer.Station, peer.Settled);
    }

    private void Follow(ISharedJournal peers, string peer, long settled)
    {
        long after = followed.TryGetValue(peer, out long known) ? known : Math.Max(0, settled - Window);
        while (after < settled && !stopping.IsCancellationRequested)
        {
            IReadOnlyList<JournalRow> rows = peers.PeerRows(peer, after, Batch);
            foreach (JournalRow[] some in rows.Chunk(Step))
            {
                gate.Enter(moment =>
                {
                    foreach (JournalRow row in some)
                    {
                        if (reader.TryRead(row, default, out JournalEntry entry)) gate.Core.PeerDid(in entry, in moment);
                    }
                });
            }
            after = rows.Count > 0 ? rows[^1].Number : settled;
            followed[peer] = after;
        }
    }

    // A reader looks first: each take-over fences, and stations would take a journal with nothing in it from each other.
    private void TryTakeOver(ISharedJournal peers, JournalPeer peer)
    {
        if (unreadable.Contains(peer.Station)) return;
        if (nothingLeft.TryGetValue(peer.Station, out var seen) && seen == (peer.Epoch, peer.Settled)) return;
        try
        {
            if (!HasUnfinished(peer.Station))
            {
                nothingLeft[peer.Station] = (peer.Epoch, peer.Settled);
                return;
            }
            if (peers.TakeOver(peer.Station) is not { } taken) return;
            PeerTakeOver took = Take(peer.Station, taken);
            takenOver.Add(peer.Station, took);
            LogTookOver(station, peer.Station, took.Count);
            // Its last records, which are rows only now.
            foreach (JournalPeer now in peers.Peers())
            {
                if (now.Station == peer.Station) Follow(peers, now.Station, now.Settled);
            }
        }
        catch (JournalStoreException e)
        {
            GiveUp(peer.Station, e);
        }
    }

    private bool HasUnfinished(string peer)
    {
        using IJournalStore look = options.Store!();
        look.Open(new JournalOwner(peer, issuers, IsReader: true));
        if (look.Unsettled().Any()) return true;
        using var keys = new JournalKeys(options.Key.Span, peer);
        var recovery = new JournalRecovery(look, keys, issuers, formats);
        if (recovery.Unfinished().Count > 0) return true;
        foreach ((string whose, int count) in recovery.Homeless) LogHomeless(station, peer, count, whose);
        return false;
    }

    private PeerTakeOver Take(string peer, JournalTakeOver taken)
    {
        var keys = new JournalKeys(options.Key.Span, peer);
        try
        {
            return new PeerTakeOver(taken, keys, issuers, formats, time);
        }
        catch
        {
            taken.Store.Dispose();
            keys.Dispose();
            throw;
        }
    }

    private void CarryOn(ISharedJournal peers, string peer)
    {
        PeerTakeOver taken = takenOver[peer];
        try
        {
            taken.Work(gate, writer.Durable);
            if (taken.Count > 0) return;
            takenOver.Remove(peer);
            taken.Dispose();
            LogCarriedOn(station, peer);
        }
        catch (JournalStoreException e)
        {
            GiveUp(peer, e);
        }
    }

    private void GiveUp(string peer, JournalStoreException e)
    {
        if (takenOver.Remove(peer, out PeerTakeOver? taken)) taken.Dispose();
        if (e.Fault == JournalFault.Fenced) LogBack(station, peer);
        else LogNotTakenOver(e, station, peer, e.Message);
        if (e.Fault == JournalFault.Corrupt) unreadable.Add(peer);
    }

    private void FollowRoutes(ISharedJournal peers)
    {
        long version = peers.RoutesVersion();
        if (version <= RoutesVersion || peers.Routes(version) is not { } content) return;
        using var text = new StringReader(Encoding.UTF8.GetString(content));
        // As in a station's own file, a bank that this station does not have is none of its errors.
        var names = new List<string>();
        string? error = BinTableCsv.TryLoadRoutes(text, IndexOf, out IReadOnlyList<Route> routes, out BinTableError? bad)
            ? replaceRoutes(routes)
            : bad.ToString();
        if (error is null) LogRoutes(station, version, routes.Count);
        else LogBadRoutes(station, version, error);
        RoutesVersion = version;

        int IndexOf(string name)
        {
            names.Add(name);
            return names.Count - 1;
        }
    }

    [LoggerMessage(EventId = 4110, Level = LogLevel.Warning,
        Message = "Station {Station}: {Peer} has not been heard of; its journal is taken over, and {Count} messages are carried on here")]
    private partial void LogTookOver(string station, string peer, int count);

    [LoggerMessage(EventId = 4111, Level = LogLevel.Information,
        Message = "Station {Station}: all that {Peer} left is in this station's journal now")]
    private partial void LogCarriedOn(string station, string peer);

    [LoggerMessage(EventId = 4112, Level = LogLevel.Warning,
        Message = "Station {Station}: {Peer} has its journal again; what was not yet taken up is left to it")]
    private partial void LogBack(string station, string peer);

    [LoggerMessage(EventId = 4113, Level = LogLevel.Warning,
        Message = "Station {Station}: {Peer} left {Count} messages for {Whose}, which is not here; they wait for {Peer}")]
    private partial void LogHomeless(string station, string peer, int count, string whose);

    [LoggerMessage(EventId = 4114, Level = LogLevel.Error,
        Message = "Station {Station}: the journal of {Peer} cannot be taken over ({Why})")]
    private partial void LogNotTakenOver(Exception cause, string station, string peer, string why);

    [LoggerMessage(EventId = 4115, Level = LogLevel.Warning,
        Message = "Station {Station}: the other stations' journals cannot be read ({Why}); what they do is not known here meanwhile")]
    private partial void LogUnseen(Exception cause, string station, string why);

    [LoggerMessage(EventId = 4116, Level = LogLevel.Information,
        Message = "Station {Station}: the other stations' journals are read again")]
    private partial void LogSeenAgain(string station);

    [LoggerMessage(EventId = 4117, Level = LogLevel.Information,
        Message = "Station {Station}: version {Version} of the BIN table is in force, with {Count} routes")]
    private partial void LogRoutes(string station, long version, int count);

    [LoggerMessage(EventId = 4118, Level = LogLevel.Warning,
        Message = "Station {Station}: version {Version} of the BIN table is not used: {Error}")]
    private partial void LogBadRoutes(string station, long version, string error);
}
