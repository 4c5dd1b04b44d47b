using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;
using CardSwitch.Settlement;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>
/// What the records of earlier runs say, read once at the start: known requests, totals, days, what is queued. A request
/// that was sent and has no outcome becomes a reversal: nobody can tell what its issuer did with it.
/// </summary>
internal sealed class Recovery(SwitchState state, Reversals reversals, DayDesk days)
{
    private readonly SortedDictionary<long, StoredIntent> intents = [];
    private readonly Dictionary<TransactionKey, long> intentOf = [];
    private readonly SortedDictionary<long, StoredAdvice> queued = [];
    private readonly HashSet<long> parked = [];
    private readonly HashSet<TotalsKey> told = [];
    private readonly int[] lastStan = new int[state.Issuers.Length];
    private int closedDay;

    internal void Take(long number, in JournalEntry entry)
    {
        state.Totals.Apply(in entry);
        if (GivesStan(in entry)) lastStan[entry.Issuer] = entry.Stan;
        switch (entry.Kind)
        {
            case RecordKind.Sent:
                Sent(number, in entry);
                break;
            case RecordKind.Answered:
                Ended(in entry, entry.Code.IsApproval ? KnownState.Approved : KnownState.Declined, number);
                break;
            case RecordKind.TimedOut:
                Remember(in entry);
                Ended(in entry, KnownState.Declined, number, ResponseCode.IssuerUnavailable);
                Queued(number, in entry);
                break;
            case RecordKind.StoodIn:
                Ended(in entry, KnownState.Approved, number);
                state.Destinations[entry.Issuer].StandIn?.Count(entry.Lane, entry.Day, entry.Amount);
                Queued(number, in entry);
                break;
            case RecordKind.Queued:
                if (entry.Type.Class != MessageClass.Reconciliation) Ended(in entry, KnownState.Queued, number);
                else told.Add(new TotalsKey(entry.Issuer, entry.Day, entry.Currency));
                Queued(number, in entry);
                break;
            case RecordKind.Undelivered or RecordKind.Reversed:
                Ended(in entry, KnownState.Reversed, number, ResponseCode.ResponseTooLate);
                Queued(number, in entry);
                break;
            case RecordKind.Blocked:
                Ended(in entry, KnownState.Blocked, number, ResponseCode.ResponseTooLate);
                break;
            case RecordKind.Forwarded:
                queued.Remove(entry.Queued);
                parked.Remove(entry.Queued);
                break;
            case RecordKind.Parked:
                parked.Add(entry.Queued);
                break;
            case RecordKind.Released:
                parked.Remove(entry.Queued);
                break;
            case RecordKind.DayOpened:
                if (state.Days.Current == 0) state.Days.Begin(entry.Day);
                else OpenDay(entry.Day);
                break;
            case RecordKind.DayClosed:
                state.Days.Close(entry.Day);
                closedDay = entry.Day;
                foreach (Destination to in state.Destinations) to.StandIn?.Forget(entry.Day);
                break;
        }
    }

    internal void End(in Moment moment)
    {
        foreach (Issuer issuer in state.Issuers) issuer.Pending.StartAfter(lastStan[issuer.Index]);
        foreach ((long number, StoredAdvice advice) in queued) state.Restore(advice, parked.Contains(number));
        foreach (StoredIntent intent in intents.Values) intent.Reverse(state, reversals, in moment);
        // The totals of a day follow its end, each in a record of its own: the last may be missing.
        if (closedDay != 0) days.TellTotals(closedDay, told, in moment);
        told.Clear();
        intents.Clear();
        intentOf.Clear();
        queued.Clear();
        parked.Clear();
    }

    // Other records name what was sent before under a number that was the last one then.
    private static bool GivesStan(in JournalEntry entry) =>
        entry.Kind == RecordKind.Sent
        || (entry.HasMessage && entry.Kind is RecordKind.TimedOut or RecordKind.StoodIn or RecordKind.Queued
            or RecordKind.Undelivered or RecordKind.Reversed);

    private void OpenDay(int day)
    {
        state.Days.Open(day);
        state.Known.Turn();
    }

    private void Sent(long number, in JournalEntry entry)
    {
        ref KnownTransaction known = ref Know(in entry);
        known.State = KnownState.InFlight;
        known.Record = number;
        intents.Add(number, new StoredIntent(in entry));
        intentOf[entry.Key] = number;
    }

    // The record has the reversal's trace number; a late answer has the request's.
    private void Remember(in JournalEntry entry)
    {
        if (!intentOf.TryGetValue(entry.Key, out long intent)) return;
        state.Issuers[entry.Issuer].Pending.Remember(intents[intent].Stan);
    }

    private void Ended(in JournalEntry entry, KnownState end, long number, ResponseCode code = default)
    {
        if (intentOf.Remove(entry.Key, out long intent)) intents.Remove(intent);
        ref KnownTransaction known = ref Know(in entry);
        known.State = end;
        known.Record = number;
        known.Code = code.Length > 0 ? code : entry.Code;
        known.IsPartlyReversed = entry.Kind == RecordKind.Reversed && entry.Amount < known.Amount;
        if (known.IsPartlyReversed) known.Amount -= entry.Amount;
        // The earlier run may have given the answer: it is not lost with a copy that this one gives.
        known.Copies = end == KnownState.Approved ? (byte)1 : (byte)0;
        if (entry.Kind is RecordKind.Answered or RecordKind.StoodIn) ApprovalCode.TryRead(entry.Message, out known.Approval);
        if (entry is not { Kind: RecordKind.Answered, HasMessage: true }) return;
        known.Answer = state.Answers.Store(entry.Message.Frame, entry.Message.Format);
    }

    /// <summary>Notes what the record says; a reversal's says nothing new of its original but its amount.</summary>
    private ref KnownTransaction Know(in JournalEntry entry)
    {
        ref KnownTransaction known = ref state.Known.Find(entry.Key, out _);
        bool isNew = Unsafe.IsNullRef(ref known);
        if (isNew) known = ref state.Known.Add(entry.Key, out _);
        bool isReversal = entry.HasMessage && entry.Type.Class == MessageClass.Reversal;
        if (isReversal && !isNew) return ref known;
        known.Content = entry.Content;
        known.Type = entry.Type;
        known.Issuer = entry.Issuer;
        known.Stan = entry.Stan;
        known.Day = entry.Day;
        known.Amount = entry.Amount;
        known.Currency = entry.Currency;
        if (entry.Effect != TotalsEffect.None) known.Effect = entry.Effect;
        return ref known;
    }

    private void Queued(long number, in JournalEntry entry)
    {
        if (!entry.HasMessage) return;
        queued.Add(number, new StoredAdvice
        {
            Number = number,
            Issuer = entry.Issuer,
            Lane = entry.Lane,
            Type = entry.Type,
            Format = state.Issuers[entry.Issuer].Format,
            Message = entry.Message.Frame.ToArray(),
            Stan = entry.Stan,
            Original = entry.Key,
            Day = entry.Day,
        });
    }
}
