using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Models;

namespace CardSwitch.Simulation.Invariants;

/// <summary>
/// What a station's records say, and nothing else: built up as they are written, and again from those that a crash left.
/// A record that no correct switch writes ends the simulation.
/// </summary>
internal sealed class Ledger
{
    private SimulatedNetwork network = null!;
    private string station = "";
    private int[] latest = [];
    private readonly KeyIndex keys = new();
    private readonly Dictionary<TransactionKey, int> blocked = [];
    private RequestLine[] requests = new RequestLine[256];
    private int requestCount;
    private int[] firstOfCard = [];
    private int[] lastOfCard = [];
    private readonly int[] lastStan = new int[32];
    private QueuedLine[] queued = new QueuedLine[64];
    private int queuedCount;

    /// <summary>Becomes a station's, with nothing recorded.</summary>
    internal void Begin(SimulatedNetwork network, string station)
    {
        (this.network, this.station) = (network, station);
        if (latest.Length != network.Transactions.Length) latest = new int[network.Transactions.Length];
        int cards = network.Cards.Length;
        if (firstOfCard.Length != cards) (firstOfCard, lastOfCard) = (new int[cards], new int[cards]);
        Clear();
    }

    /// <summary>By issuer, day (yyyymmdd) and currency.</summary>
    internal Positions Totals { get; } = new();

    /// <summary>Requests sent and not decided.</summary>
    internal int Pending { get; private set; }

    /// <summary>What is queued and neither forwarded nor parked.</summary>
    internal int Waiting { get; private set; }

    internal int Parked { get; private set; }

    internal int QueuedCount => queuedCount;

    internal ref RequestLine this[int line] => ref requests[line];

    internal ref QueuedLine Queued(int at) => ref queued[at];

    internal void Clear()
    {
        Array.Fill(latest, -1);
        keys.Clear();
        Array.Fill(firstOfCard, -1);
        Array.Clear(lastStan);
        Totals.Clear();
        Pending = Waiting = Parked = queuedCount = requestCount = 0;
    }

    /// <summary>The transaction that a record is about, or -1.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="current">The transaction of the message that the core is about to deal with, or -1.</param>
    internal int TransactionOf(in JournalEntry entry, int current)
    {
        if (entry.HasMessage) return network.TransactionOf(entry.Message);
        int known = entry.Key == default ? -1 : keys.Find(entry.Key);
        if (known >= 0) return requests[known].Transaction;
        return entry.Kind == RecordKind.Blocked ? BlockedBy(entry.Key, current) : -1;
    }

    // The record of a block has no message; read again after a crash, it is known by its key.
    private int BlockedBy(TransactionKey key, int current)
    {
        if (current >= 0) blocked[key] = current;
        return blocked.GetValueOrDefault(key, -1);
    }

    /// <summary>All that there is so far was recorded in a former life of the station.</summary>
    internal void Restarted()
    {
        foreach (ref RequestLine line in requests.AsSpan(0, requestCount)) line.IsFromBefore = true;
    }

    internal int Apply(long number, in JournalEntry entry, int current)
    {
        int transaction = TransactionOf(in entry, current);
        if (entry.Kind is RecordKind.Forwarded or RecordKind.Parked or RecordKind.Released) Move(in entry);
        else if (entry.Kind == RecordKind.DayClosed) CheckClosing(entry.Day);
        else if (transaction >= 0 && entry.Key != default) Apply(number, in entry, transaction, ref LineOf(in entry, transaction));
        else if (entry.Kind == RecordKind.Queued) Enqueue(number, in entry, -1, -1);
        if (entry.Kind == RecordKind.Unmatched && transaction >= 0) CheckUnmatched(in entry, transaction);
        int sign = SignOf(entry.Effect);
        if (sign != 0) Totals.Add(entry.Issuer, entry.Day, entry.Currency, sign * entry.Amount);
        return transaction;
    }

    /// <summary>The line of a transaction with that trace number of its originator, or -1.</summary>
    internal int FindByOriginator(int transaction, int stan)
    {
        int at = latest[transaction];
        while (at >= 0 && requests[at].OriginatorStan != stan) at = requests[at].Before;
        return at;
    }

    /// <summary>The line of a transaction whose request is sent under that trace number, or -1.</summary>
    internal int FindSent(int transaction, int stan)
    {
        int at = latest[transaction];
        while (at >= 0 && !(requests[at].Is(RequestMarks.Sent) && requests[at].Stan == stan)) at = requests[at].Before;
        return at;
    }

    // A number that timed out stays known until its place is needed: there are 1,024 at least.
    private void CheckUnmatched(in JournalEntry entry, int transaction)
    {
        entry.Message.TryGetInt32(Field.Stan, out int stan);
        int at = FindSent(transaction, stan);
        if (at < 0 || requests[at].Issuer != entry.Issuer || requests[at].IsFromBefore) return;
        bool isLate = requests[at].Is(RequestMarks.TimedOut) && lastStan[entry.Issuer] - stan < 1000;
        Require(!isLate, 1, transaction, "a late answer is not known as one");
    }

    private ref RequestLine LineOf(in JournalEntry entry, int transaction)
    {
        int at = keys.Find(entry.Key);
        if (at >= 0) return ref requests[at];
        if (requestCount == requests.Length) Array.Resize(ref requests, requestCount * 2);
        requests[requestCount] = new RequestLine
        {
            Transaction = transaction,
            Before = latest[transaction],
            OriginatorStan = entry.OriginatorStan,
            Issuer = -1,
        };
        latest[transaction] = requestCount;
        keys.Add(entry.Key, requestCount);
        return ref requests[requestCount++];
    }

    /// <summary>A transaction that is not done with, or -1.</summary>
    internal int FirstOpen()
    {
        foreach (ref RequestLine line in requests.AsSpan(0, requestCount))
        {
            if (line.Is(RequestMarks.Sent) && !line.Is(RequestMarks.Decided)) return line.Transaction;
        }
        for (int at = 0; at < queuedCount; at++)
        {
            if (queued[at].State != QueuedState.Done) return queued[at].Transaction;
        }
        return -1;
    }

    /// <summary>The queued message with that trace number towards the issuer, or -1.</summary>
    internal int FindQueued(int transaction, int issuer, int stan)
    {
        for (int at = queuedCount - 1; at >= 0; at--)
        {
            ref QueuedLine line = ref queued[at];
            if (line.Stan == stan && line.Transaction == transaction && line.Issuer == issuer) return at;
        }
        return -1;
    }

    /// <summary>Whether a message queued before it for the same card and issuer still waits.</summary>
    internal bool IsOvertaking(int at)
    {
        ref QueuedLine line = ref queued[at];
        if (line.Card < 0) return false;
        for (int before = firstOfCard[line.Card]; before >= 0 && before != at; before = queued[before].NextOfCard)
        {
            ref QueuedLine earlier = ref queued[before];
            if (earlier.State == QueuedState.Waiting && !earlier.WasParked && earlier.Issuer == line.Issuer) return true;
        }
        return false;
    }

    private void Apply(long number, in JournalEntry entry, int transaction, ref RequestLine line)
    {
        switch (entry.Kind)
        {
            case RecordKind.Sent:
                Require(!line.Is(RequestMarks.Sent), 1, transaction, "one request is sent to the issuer twice");
                Require(!line.Is(RequestMarks.Blocked), 6, transaction, "a request is sent whose reversal was accepted before");
                line.Marks |= RequestMarks.Sent;
                (line.Issuer, line.Stan, line.Day, line.SentRecord, line.Type) = (entry.Issuer, entry.Stan, entry.Day, number, entry.Type);
                entry.Message.TryGetInt64(Field.TransmissionDateTime, out line.Transmission);
                lastStan[entry.Issuer] = entry.Stan;
                Pending++;
                break;
            case RecordKind.Answered:
                Decide(ref line, transaction, RequestMarks.Answered);
                if (!entry.Code.IsApproval) break;
                line.Marks |= RequestMarks.Approved;
                line.ApprovedRecord = number;
                break;
            case RecordKind.TimedOut:
                Decide(ref line, transaction, RequestMarks.TimedOut);
                Require(entry.HasMessage || !Moves(line.Type), 3, transaction, "a time-out without its reversal");
                break;
            case RecordKind.StoodIn:
                Require(!line.Is(RequestMarks.Answered | RequestMarks.StoodIn), 1, transaction, $"stood in, but {line.Marks} before");
                Require(entry.HasMessage, 3, transaction, "stood in without an advice");
                line.Marks |= RequestMarks.StoodIn;
                (line.Issuer, line.Day, line.ApprovedRecord) = (entry.Issuer, entry.Day, number);
                break;
            case RecordKind.Undelivered:
                Require(entry.HasMessage, 3, transaction, "an approval undelivered, without its reversal");
                if (line.Is(RequestMarks.StoodIn)) line.Marks |= RequestMarks.Undelivered;
                else if (line.Is(RequestMarks.Answered)) line.Marks |= RequestMarks.Undelivered;
                else Decide(ref line, transaction, RequestMarks.Undelivered);
                break;
            case RecordKind.Reversed:
                Require(entry.HasMessage || !Moves(line.Type), 3, transaction, "reversed by its originator, without a reversal");
                if (line.Is(RequestMarks.Sent) && !line.Is(RequestMarks.Decided)) Pending--;
                line.Marks |= RequestMarks.Reversed;
                break;
            case RecordKind.Blocked:
                line.Marks |= RequestMarks.Blocked;
                break;
        }
        bool ends = entry.Kind is RecordKind.TimedOut or RecordKind.Undelivered or RecordKind.Reversed or RecordKind.Blocked;
        if (ends) line.ReversedRecord = number;
        if (entry.HasMessage && Queues(entry.Kind)) Enqueue(number, in entry, transaction, ref line);
    }

    private void Decide(ref RequestLine line, int transaction, RequestMarks outcome)
    {
        Require(line.Is(RequestMarks.Sent), 2, transaction, $"{outcome}, but its intent was never recorded");
        Require(!line.Is(RequestMarks.Decided), 1, transaction, $"{outcome}, but {line.Marks} before");
        line.Marks |= outcome;
        Pending--;
    }

    /// <summary>Kinds whose message, if they have one, is what will be sent.</summary>
    private static bool Queues(RecordKind kind) => kind is RecordKind.Queued or RecordKind.TimedOut or RecordKind.StoodIn
        or RecordKind.Undelivered or RecordKind.Reversed;

    private static bool Moves(MessageType type) => type.Class is MessageClass.Authorization or MessageClass.Financial;

    private void Enqueue(long number, in JournalEntry entry, int transaction, ref RequestLine line)
    {
        Enqueue(number, in entry, transaction, network.Transactions[transaction].Card);
        if (entry.Type.Class != MessageClass.Reversal)
        {
            if (entry.Kind != RecordKind.Queued) return;
            line.Marks |= RequestMarks.Taken;
            (line.Issuer, line.Day, line.ApprovedRecord) = (entry.Issuer, entry.Day, number);
            return;
        }
        line.Reversals++;
        // Stood in after a time-out: the request and the advice are two messages at the issuer, each reversed once.
        int most = line.Is(RequestMarks.StoodIn) && line.Is(RequestMarks.Sent) ? 2 : 1;
        Require(line.Reversals <= most, 3, transaction, "reversed twice");
    }

    private void Enqueue(long number, in JournalEntry entry, int transaction, int card)
    {
        if (queuedCount == queued.Length) Array.Resize(ref queued, queuedCount * 2);
        queued[queuedCount] = new QueuedLine
        {
            Record = number,
            Transaction = transaction,
            Card = card,
            Day = entry.Day,
            Issuer = entry.Issuer,
            Type = entry.Type,
            Stan = entry.Stan,
            NextOfCard = -1,
        };
        if (card >= 0)
        {
            if (firstOfCard[card] < 0) firstOfCard[card] = queuedCount;
            else queued[lastOfCard[card]].NextOfCard = queuedCount;
            lastOfCard[card] = queuedCount;
        }
        queuedCount++;
        Waiting++;
    }

    private void Move(in JournalEntry entry)
    {
        int at = FindRecord(entry.Queued);
        Require(at >= 0, 5, -1, $"{entry.Kind} continues record {entry.Queued}, which queued nothing");
        ref QueuedLine line = ref queued[at];
        Require(line.State != QueuedState.Done, 5, line.Transaction, $"{entry.Kind} after it was forwarded");
        if (line.State == QueuedState.Waiting) Waiting--;
        else Parked--;
        line.State = entry.Kind switch
        {
            RecordKind.Forwarded => QueuedState.Done,
            RecordKind.Parked => QueuedState.Parked,
            _ => QueuedState.Waiting,
        };
        line.WasParked |= line.State == QueuedState.Parked;
        if (line.State == QueuedState.Waiting) Waiting++;
        else if (line.State == QueuedState.Parked) Parked++;
    }

    private void CheckClosing(int day)
    {
        foreach (ref RequestLine line in requests.AsSpan(0, requestCount))
        {
            bool waits = line.Is(RequestMarks.Sent) && !line.Is(RequestMarks.Decided) && line.Day == day;
            if (waits) throw new InvariantBrokenException(4, line.Transaction, $"{station} closed {day} while a request of it waits");
        }
        for (int at = 0; at < queuedCount; at++)
        {
            ref QueuedLine line = ref queued[at];
            if (line.State != QueuedState.Waiting || line.Day != day || line.Type.Class == MessageClass.Reconciliation) continue;
            throw new InvariantBrokenException(4, line.Transaction, $"{station} closed {day} while something of it is queued");
        }
    }

    private int FindRecord(long record)
    {
        int low = 0, high = queuedCount - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (queued[middle].Record == record) return middle;
            if (queued[middle].Record < record) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    private static int SignOf(TotalsEffect effect) => effect switch
    {
        TotalsEffect.Debit or TotalsEffect.CreditReversal => -1,
        TotalsEffect.Credit or TotalsEffect.DebitReversal => 1,
        _ => 0,
    };

    private void Require(bool holds, int invariant, int transaction, string otherwise)
    {
        if (!holds) throw new InvariantBrokenException(invariant, transaction, $"{station} recorded: {otherwise}");
    }

    private void Require(
        bool holds, int invariant, int transaction, [InterpolatedStringHandlerArgument(nameof(holds))] ref Reason otherwise)
    {
        if (!holds) Require(holds, invariant, transaction, otherwise.ToString());
    }
}
