using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Settlement;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>
/// Business days: the next one is opened by the clock or by command, the one before is closed when nothing of it waits;
/// then each issuer gets its totals, one message a currency. Totals that a counterpart sends are compared with ours.
/// </summary>
internal sealed class DayDesk(SwitchState state, Delivery delivery, NetworkDesk network)
{
    private readonly ReconciliationMessage messages = new();
    private readonly FieldIndex index = new();
    private readonly byte[] scratch = new byte[4096];

    /// <summary>Opens the next day when the clock says so, and closes the one before when it may be closed.</summary>
    internal void Work(in Moment moment)
    {
        if (state.Days.Current == 0) Begin(BusinessDay.Of(moment.UnixMs, state.Settings.CutOverMinute), in moment);
        if (state.Settings.CutOverMinute >= 0 && BusinessDay.Of(moment.UnixMs, state.Settings.CutOverMinute) > state.Days.Current)
        {
            TryCutOver(in moment);
        }
        if (state.Days.Previous != 0 && state.Days.PreviousIsIdle && !IsQueued(state.Days.Previous)) Close(state.Days.Previous, in moment);
    }

    /// <summary>False while two days are open.</summary>
    internal bool TryCutOver(in Moment moment)
    {
        if (state.Days.Current == 0) Begin(BusinessDay.Of(moment.UnixMs, state.Settings.CutOverMinute), in moment);
        if (state.Days.Previous != 0) return false;
        int day = BusinessDay.Next(state.Days.Current);
        state.Days.Open(day);
        Record(RecordKind.DayOpened, day, in moment);
        state.Known.Turn();
        state.Output.Tell(new Notice(NoticeKind.DayOpened, -1, Detail: day));
        network.AnnounceDay(in moment);
        return true;
    }

    /// <summary>A counterpart tells its totals (0500, 0520): whether they are ours goes back in DE 66.</summary>
    internal void TotalsReceived(CoreLink link, MessageView message, in Moment moment)
    {
        ReconciliationResult result = Compare(link, message, out int day);
        ResponseCode code = result == ReconciliationResult.Balanced ? ResponseCode.Approved : ResponseCode.ReconcileError;
        var entry = new JournalEntry
        {
            Kind = RecordKind.Reconciled,
            Issuer = (short)(link.Issuer?.Index ?? -1),
            Type = message.Type,
            Code = code,
            Day = day,
            UnixMs = moment.UnixMs,
        };
        long record = state.Record(in entry);
        if (code != ResponseCode.Approved) state.Output.Tell(new Notice(NoticeKind.OutOfBalance, entry.Issuer, Detail: day));
        if (delivery.Answer(link, message, code, record, settlement: (int)result) && link.Issuer is null) state.Counts.Answered++;
    }

    private ReconciliationResult Compare(CoreLink link, MessageView message, out int day)
    {
        if (!ReconciliationMessage.TryReadDay(message, state.Days.Current, out day))
        {
            day = state.Days.Previous != 0 ? state.Days.Previous : state.Days.Current;
        }
        if (!message.TryGetInt32(Field.SettlementCurrency, out int currency)) return ReconciliationResult.Error;
        message.TryGetInt64(Field.AcquirerId, out long acquirer);
        DayTotals? ours = link.Issuer is { } issuer
            ? state.Totals.OfIssuer(issuer.Index, day, currency)
            : state.Totals.OfAcquirer(acquirer, day, currency);
        return ReconciliationMessage.Compare(message, ours);
    }

    /// <summary>Tells issuers their totals of a day that is closed, save those that were told already.</summary>
    internal void TellTotals(int day, HashSet<TotalsKey>? told, in Moment moment)
    {
        foreach ((TotalsKey key, DayTotals totals) in state.Totals.Issuers)
        {
            if (key.Day == day && told?.Contains(key) != true) Tell(state.Issuers[(int)key.Party], key, totals, in moment);
        }
    }

    private void Begin(int day, in Moment moment)
    {
        state.Days.Begin(day);
        Record(RecordKind.DayOpened, day, in moment);
    }

    private bool IsQueued(int day)
    {
        foreach (Destination to in state.Destinations)
        {
            if (to.Queue.CountOf(day) > 0) return true;
        }
        return false;
    }

    private void Close(int day, in Moment moment)
    {
        state.Days.Close(day);
        Record(RecordKind.DayClosed, day, in moment);
        foreach (Destination to in state.Destinations) to.StandIn?.Forget(day);
        TellTotals(day, told: null, in moment);
        state.Totals.Forget(BusinessDay.Previous(BusinessDay.Previous(day)));
        state.Output.Tell(new Notice(NoticeKind.DayClosed, -1, Detail: day));
    }

    // Totals are for hosts: an issuer that does not manage the network has no day of its own.
    private void Tell(Issuer issuer, TotalsKey key, DayTotals totals, in Moment moment)
    {
        if (!issuer.Profile.SignOn || !state.HasRoomForAdvice) return;
        MessageType type = MessageType.Of(520);
        var terms = new ReconciliationTerms(
            state.NextStan(issuer), Transmission.Of(moment.UnixMs), key.Day, key.Currency, state.Settings.Institution);
        if (!messages.TryWrite(issuer.Format, type, in terms, totals, scratch, out int length)
            || !issuer.Parser.Parse(scratch.AsSpan(0, length), index).IsOk)
        {
            return;
        }
        var entry = new JournalEntry
        {
            Kind = RecordKind.Queued,
            Issuer = (short)issuer.Index,
            Type = type,
            Stan = terms.Stan,
            Day = key.Day,
            Currency = (short)key.Currency,
            UnixMs = moment.UnixMs,
            HasMessage = true,
            Message = new MessageView(scratch.AsSpan(0, length), index),
        };
        long record = state.Record(in entry);
        state.Keep(new StoredAdvice
        {
            Number = record,
            Issuer = issuer.Index,
            Lane = 0,
            Type = type,
            Format = issuer.Format,
            Message = scratch.AsSpan(0, length).ToArray(),
            Stan = terms.Stan,
            Day = key.Day,
        });
    }

    private void Record(RecordKind kind, int day, in Moment moment)
    {
        var entry = new JournalEntry { Kind = kind, Issuer = -1, Day = day, UnixMs = moment.UnixMs };
        state.Record(in entry);
    }
}
