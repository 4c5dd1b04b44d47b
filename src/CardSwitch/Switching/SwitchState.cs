using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;
using CardSwitch.Routing;
using CardSwitch.Settlement;
using CardSwitch.StandIn;
using CardSwitch.StoreAndForward;
using CardSwitch.Timing;

namespace CardSwitch.Switching;

/// <summary>What the desks share: whom they know, what waits, what is known, and where effects and records go.</summary>
internal sealed class SwitchState
{
    private readonly IJournal journal;

    internal SwitchState(
        IReadOnlyList<IssuerService> services, CoreSettings settings, ISwitchOutput output, IJournal journal,
        StationTimings timings)
    {
        this.journal = journal;
        IsRecording = journal is not NoJournal;
        Settings = settings;
        Output = output;
        Timings = timings;
        Issuers = [.. services.Select((service, index) => new Issuer(index, service.Profile))];
        Destinations =
        [
            .. services.Select((service, index) => new Destination(
                Issuers[index], new ForwardQueue(service.Forward),
                service.StandIn is { } rules ? new StandInDesk(rules) : null)),
        ];
        Keys = new TransactionKeys(settings.HashKey);
        Known = new KnownTransactions(Math.Max(settings.RepeatWindow, settings.MaxPending));
        Answers = new StoredAnswers(settings.StoredAnswerBytes);
    }

    internal CoreSettings Settings { get; }

    internal Issuer[] Issuers { get; }

    internal Destination[] Destinations { get; }

    internal LinkTable Links { get; } = new();

    internal ISwitchOutput Output { get; }

    internal StationTimings Timings { get; }

    internal Transcoders Transcoders { get; } = new();

    internal TransactionKeys Keys { get; }

    internal KnownTransactions Known { get; }

    internal StoredAnswers Answers { get; }

    /// <summary>
    /// Answers from this place on are whole, if they are our own; those before, and other stations', have masked card numbers.
    /// </summary>
    internal long WholeAnswersFrom { get; set; }

    /// <summary>What was taken up from other stations, by its transaction and number there: the number of our record of it.</summary>
    internal Dictionary<(TransactionKey Key, long Number), long> TakenUp { get; } = [];

    internal TotalsBook Totals { get; } = new();

    internal OpenDays Days { get; } = new();

    internal BinTable Routes { get; set; } = BinTable.Empty;

    internal TrafficCounts Counts;

    /// <summary>Whether the station is stopping: no new requests.</summary>
    internal bool IsDraining { get; set; }

    /// <summary>Requests that wait for an issuer, all issuers together.</summary>
    internal int Waiting { get; private set; }

    /// <summary>Advices and reversals that are kept for issuers, parked ones included.</summary>
    internal int Kept { get; private set; }

    /// <summary>
    /// Waiting + Kept is at most MaxQueued, because each request that waits may need a reversal. A fourth of the room is
    /// kept from new requests, for the reversals and advices of others.
    /// </summary>
    internal bool HasRoomForRequest => HasRoomInQueue && !IsJournalFull;

    internal bool HasRoomInQueue => Waiting + Kept < Settings.MaxQueued - Settings.MaxQueued / 4;

    internal bool HasRoomForAdvice => Waiting + Kept < Settings.MaxQueued && (!IsRecording || journal.TakesAdvices);

    /// <summary>Whether the journal takes no records of new requests.</summary>
    internal bool IsJournalFull => IsRecording && !journal.TakesRequests;

    /// <summary>Whether records are kept; if not, those of every transaction need not be made.</summary>
    internal bool IsRecording { get; }

    /// <summary>Records what was decided; the number is what effects of the decision wait for.</summary>
    internal long Record(in JournalEntry entry)
    {
        Totals.Apply(in entry);
        return journal.Append(in entry);
    }

    /// <summary>Whether a request that is known as in flight waits here, rather than at another station; and where.</summary>
    internal bool WaitsHere(in KnownTransaction known, out int slot)
    {
        slot = -1;
        if (known is not { State: KnownState.InFlight, Issuer: >= 0 }) return false;
        PendingRing pending = Issuers[known.Issuer].Pending;
        return pending.Find(known.Stan, out slot) == PendingState.Waiting && pending[slot].Key == known.Key;
    }

    internal void BeginsToWait(int day)
    {
        Waiting++;
        Days.Waits(day);
    }

    internal void EndsToWait(int day)
    {
        Waiting--;
        Days.Ended(day);
    }

    /// <summary>Keeps what is to be forwarded; its record is written.</summary>
    internal void Keep(StoredAdvice advice)
    {
        Destinations[advice.Issuer].Queue.Add(advice);
        Kept++;
    }

    /// <summary>Keeps what an earlier run had to forward.</summary>
    internal void Restore(StoredAdvice advice, bool parked)
    {
        Destinations[advice.Issuer].Queue.Restore(advice, parked);
        Kept++;
    }

    /// <summary>What was kept has arrived.</summary>
    internal void Arrived() => Kept--;

    /// <summary>A trace number towards the issuer that neither a waiting request nor anything queued has.</summary>
    internal int NextStan(Issuer issuer)
    {
        ForwardQueue queue = Destinations[issuer.Index].Queue;
        int stan;
        do
        {
            stan = issuer.Pending.NextStan();
        }
        while (queue.Holds(stan));
        return stan;
    }
}
