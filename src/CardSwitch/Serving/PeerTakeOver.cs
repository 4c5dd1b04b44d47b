using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Switching;

namespace CardSwitch.Serving;

/// <summary>
/// The journal of a station that died, in our hands. What it left unfinished is taken up by our own core; once our record of
/// that is durable, and not before, it is ended in that journal, so that the station, when it comes back, does not do it as
/// well. A crash between the two leaves it unfinished in both: it may be done twice, with the same numbers, and is never lost.
/// </summary>
internal sealed class PeerTakeOver : IDisposable
{
    // The core is entered for so many at a time.
    private const int Step = 16;

    // A group, and rows settled at once.
    private const int Batch = 1000;

    private readonly IJournalStore store;
    private readonly JournalKeys keys;
    private readonly IReadOnlyList<JournalIssuer> issuers;
    private readonly RowReader reader;
    private readonly RowMaker maker;
    private readonly JournalSettler settler;
    private readonly List<UnfinishedRecord> unfinished;
    private readonly int epoch;
    private readonly TimeProvider time;
    private long last;

    /// <summary>Settles what the station had not settled, and reads what is unfinished.</summary>
    internal PeerTakeOver(
        JournalTakeOver taken, JournalKeys keys, IReadOnlyList<JournalIssuer> issuers,
        IReadOnlyDictionary<string, MessageFormat> formats, TimeProvider time)
    {
        this.keys = keys;
        this.issuers = issuers;
        this.time = time;
        store = taken.Store;
        epoch = taken.Position.Epoch;
        last = taken.Position.Last;
        reader = new RowReader(issuers, formats);
        maker = new RowMaker(keys, issuers, formats);
        var recovery = new JournalRecovery(store, keys, issuers, formats);
        settler = recovery.Settle(taken.Position);
        unfinished = recovery.Unfinished();
        Homeless = recovery.Homeless;
    }

    /// <summary>What is not taken up or not ended yet.</summary>
    internal int Count => unfinished.Count;

    /// <summary>What cannot be taken up, since its issuer is not here: whose, and how many messages.</summary>
    internal IReadOnlyDictionary<string, int> Homeless { get; }

    /// <summary>Takes up what can be now, and ends what is durable in our journal.</summary>
    /// <param name="gate">Our core.</param>
    /// <param name="durable">Up to which number our own journal is durable.</param>
    internal void Work(StationGate gate, long durable)
    {
        (store as ISharedJournal)?.Renew();
        foreach (UnfinishedRecord[] some in unfinished.Where(record => record.TakenUpBy == 0).ToArray().Chunk(Step))
        {
            gate.Enter(moment =>
            {
                foreach (UnfinishedRecord record in some) TakeUp(gate, record, in moment);
            });
        }
        UnfinishedRecord[] safe = [.. unfinished.Where(record => record.TakenUpBy != 0 && record.TakenUpBy <= durable)];
        foreach (UnfinishedRecord[] some in safe.Chunk(Batch)) End(some);
        if (safe.Length > 0) unfinished.RemoveAll(safe.ToHashSet().Contains);
    }

    public void Dispose()
    {
        store.Dispose();
        keys.Dispose();
    }

    private void TakeUp(StationGate gate, UnfinishedRecord record, in Moment moment)
    {
        if (reader.TryRead(record.Row, record.Message, out JournalEntry entry)
            && gate.Core.TryTakeUp(record.Row.Number, in entry, record.IsParked, in moment, out long ours))
        {
            record.TakenUpBy = ours;
        }
    }

    private void End(UnfinishedRecord[] some)
    {
        var plain = new byte[some.Length * RecordLayout.MessageAt];
        int length = 0;
        foreach (UnfinishedRecord record in some)
        {
            reader.TryRead(record.Row, default, out JournalEntry entry);
            entry.HasMessage = false;
            entry.Effect = TotalsEffect.None;
            entry.UnixMs = time.GetUtcNow().ToUnixTimeMilliseconds();
            bool isSent = entry.Kind == RecordKind.Sent;
            entry.Kind = isSent ? RecordKind.TimedOut : RecordKind.Forwarded;
            entry.Code = isSent ? ResponseCode.IssuerUnavailable : default;
            entry.Queued = isSent ? 0 : record.Row.Number;
            length += RecordEncoder.Write(in entry, plain.AsSpan(length));
        }
        var sealedBytes = new byte[length + JournalKeys.TagLength];
        keys.SealGroup(epoch, last + 1, plain.AsSpan(0, length), sealedBytes);
        store.Append(new JournalGroup(last + 1, some.Length, epoch, issuers, sealedBytes));
        var records = new UnsettledRecords();
        records.StartAt(last + 1);
        records.Add(plain.AsSpan(0, length), some.Length);
        last += some.Length;
        while (records.Count > 0) store.Settle(settler.Make(records, maker, Batch));
    }
}
