using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Settlement;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>
/// Works off what is queued for issuers: sent once a link has signed on and echoed, again on silence, done when the
/// issuer accepts, parked when it refuses. Each end is recorded.
/// </summary>
internal sealed class ForwardDesk(SwitchState state)
{
    private readonly FieldIndex sentIndex = new();
    private readonly ArrivedAdvices arrived = new();
    private readonly StrayAnswers strays = new(state);

    /// <summary>Sends what may be sent now, and gives up waiting for what is silent.</summary>
    internal void Work(Destination to, in Moment moment)
    {
        ForwardQueue queue = to.Queue;
        if (queue.NextAt > moment.EnteredAt) return;
        while (queue.TryExpire(moment.EnteredAt, out StoredAdvice? silent, out ForwardEnd end))
        {
            if (end == ForwardEnd.Parked) Park(to, silent, default, in moment);
        }
        while (CanSend(to.Issuer) && queue.TryNext(moment.EnteredAt, out StoredAdvice? advice))
        {
            if (TrySend(to.Issuer, advice, out LinkId link)) queue.Sent(advice, link, moment.EnteredAt);
            else queue.NotSent(advice, moment.EnteredAt);
        }
    }

    /// <summary>Whether the message was the answer to something sent from the queue.</summary>
    internal bool TryAnswered(Issuer issuer, MessageView answer, in Moment moment)
    {
        Destination to = state.Destinations[issuer.Index];
        if (!answer.TryGetInt32(Field.Stan, out int stan)) return false;
        if (arrived.Contains(issuer.Index, stan) && answer.Type.Function == MessageFunction.AdviceResponse)
        {
            strays.Late(issuer, answer, in moment);
            return true;
        }
        if (to.Queue.Find(stan) is not { } advice
            || !Fits(issuer, advice, answer) || !answer.TryGetResponseCode(out ResponseCode code))
        {
            return false;
        }
        bool wasParked = advice.State == ForwardState.Parked;
        if (advice.Type.Class == MessageClass.Reconciliation) Compared(issuer, advice, answer, code, in moment);
        switch (to.Queue.Answered(advice, code, moment.EnteredAt))
        {
            case ForwardEnd.Accepted:
                state.Arrived();
                arrived.Add(issuer.Index, advice.Stan);
                issuer.Counts.Forwarded++;
                Record(RecordKind.Forwarded, issuer, advice, code, in moment);
                break;
            case ForwardEnd.Parked when !wasParked:
                Park(to, advice, code, in moment);
                break;
        }
        Work(to, in moment);
        return true;
    }

    /// <summary>An operator wants what was parked to be tried again.</summary>
    internal void Release(Destination to, in Moment moment)
    {
        Moment now = moment;
        to.Queue.Release(advice => Record(RecordKind.Released, to.Issuer, advice, default, in now));
        Work(to, in moment);
    }

    private bool CanSend(Issuer issuer)
    {
        foreach (CoreLink link in state.Links.ToIssuers)
        {
            if (link.Issuer == issuer && link is { IsForwarding: true, IsRetiring: false }) return true;
        }
        return false;
    }

    // A reversal goes the way of its original while that is there, so that it cannot overtake it.
    private bool TrySend(Issuer issuer, StoredAdvice advice, out LinkId id)
    {
        if (state.Links.Find(advice.After) is { } link)
        {
            id = link.Id;
            return TrySend(link, advice);
        }
        foreach (CoreLink other in state.Links.ToIssuers)
        {
            id = other.Id;
            if (other.Issuer == issuer && other is { IsForwarding: true, IsRetiring: false } && TrySend(other, advice)) return true;
        }
        id = default;
        return false;
    }

    private bool TrySend(CoreLink link, StoredAdvice advice)
    {
        if (!state.Output.TryReserve(link.Id, advice.Message.Length, out Span<byte> message)
            || message.Length < advice.Message.Length)
        {
            return false;
        }
        state.Output.Send(link.Id, advice.Write(message), advice.Number);
        return true;
    }

    // An answer to a queued message is checked as any answer is.
    private bool Fits(Issuer issuer, StoredAdvice advice, MessageView answer)
    {
        if (answer.Type.WithoutRepeat() != advice.Type.ToResponse() || !issuer.Parser.Parse(advice.Message, sentIndex).IsOk) return false;
        var pending = new PendingRequest();
        EchoedFields.Note(sentIndex, ref pending);
        return EchoedFields.FirstDifference(advice.Message, ref pending, answer.Frame, answer.Index, amountMayDiffer: false) == 0;
    }

    private void Park(Destination to, StoredAdvice advice, ResponseCode code, in Moment moment)
    {
        Record(RecordKind.Parked, to.Issuer, advice, code, in moment);
        to.Issuer.Counts.Parked++;
        state.Output.Tell(new Notice(NoticeKind.Parked, to.Issuer.Index, advice.Stan, to.Queue.Parked));
    }

    // DE 66: 1 balanced, 2 not, 3 error.
    private void Compared(Issuer issuer, StoredAdvice advice, MessageView answer, ResponseCode code, in Moment moment)
    {
        bool balanced = code.IsApproval && (!answer.TryGetInt32(Field.SettlementCode, out int settlement) || settlement == 1);
        Record(RecordKind.Reconciled, issuer, advice, balanced ? ResponseCode.Approved : ResponseCode.ReconcileError, in moment);
        if (!balanced) state.Output.Tell(new Notice(NoticeKind.OutOfBalance, issuer.Index, advice.Stan, advice.Day));
    }

    private void Record(RecordKind kind, Issuer issuer, StoredAdvice advice, ResponseCode code, in Moment moment)
    {
        var entry = new JournalEntry
        {
            Kind = kind,
            Issuer = (short)issuer.Index,
            Type = advice.Type,
            Code = code,
            Stan = advice.Stan,
            Day = advice.Day,
            UnixMs = moment.UnixMs,
            Key = advice.Original,
            Lane = advice.Lane,
            Queued = advice.Number,
        };
        state.Record(in entry);
    }
}
