using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;
using CardSwitch.Timing;

namespace CardSwitch.Switching;

/// <summary>
/// What comes from issuers. An answer's way back: read, matched with its request, checked against it, recorded, and given
/// to the one link that asked, with that originator's trace number. What fits no waiting request is recorded and goes
/// nowhere.
/// </summary>
internal sealed class AnswerDesk(
    SwitchState state, Delivery delivery, Reversals reversals, ForwardDesk forwards, NetworkDesk network, DayDesk days)
{
    private readonly FieldIndex index = new();
    private readonly StrayAnswers strays = new(state);
    private readonly EchoRestorer restorer = new();
    private readonly AnswerConsistency consistency = new();

    internal void Received(CoreLink link, ReadOnlySpan<byte> frame, in Moment moment)
    {
        link.HeardAt = moment.EnteredAt;
        if (moment.StepClock is null) TryTake(link, frame, in moment);
        else ReceivedTimed(link, frame, in moment, moment.StepClock);
    }

    private void ReceivedTimed(CoreLink link, ReadOnlySpan<byte> frame, in Moment moment, Func<long> clock)
    {
        long begun = clock();
        if (TryTake(link, frame, in moment)) state.Timings.Record(link.Issuer!.Index, Step.Reply, clock() - begun);
    }

    /// <summary>False when the frame was no answer to a waiting request.</summary>
    private bool TryTake(CoreLink link, ReadOnlySpan<byte> frame, in Moment moment)
    {
        Issuer issuer = link.Issuer!;
        ParseStatus status = issuer.Parser.Parse(frame, index);
        var answer = new MessageView(frame, index);
        if (!status.IsOk)
        {
            issuer.Counts.Malformed++;
            return false;
        }
        int slot = -1;
        PendingState found = PendingState.Free;
        if (!answer.Type.IsRequest && answer.TryGetInt32(Field.Stan, out int stan)) found = issuer.Pending.Find(stan, out slot);
        if (found != PendingState.Waiting || !IsAnswerTo(issuer, slot, answer, out ResponseCode code, out int differing))
        {
            TakeOther(link, answer, found, in moment);
            return false;
        }
        if (differing == 0) differing = consistency.FirstFault(issuer, slot, answer, code);
        if (differing != 0)
        {
            strays.Unmatched(issuer, answer, issuer.Pending[slot].Stan, differing, in moment);
            return false;
        }
        Decide(issuer, slot, answer, code, in moment);
        return true;
    }

    /// <summary>Whether type and code make it an answer to the request; and the echoed field that differs, or 0.</summary>
    private static bool IsAnswerTo(Issuer issuer, int slot, MessageView answer, out ResponseCode code, out int differing)
    {
        ref PendingRequest pending = ref issuer.Pending[slot];
        differing = 0;
        code = default;
        if (answer.Type.WithoutRepeat() != pending.Type.ToResponse() || !answer.TryGetResponseCode(out code)) return false;
        bool partial = issuer.Profile.AllowPartialApproval && code == ResponseCode.PartialApproval;
        differing = EchoedFields.FirstDifference(
            issuer.Pending.SentFrame(slot), ref pending, answer.Frame, answer.Index, partial);
        return true;
    }

    private void Decide(Issuer issuer, int slot, MessageView answer, ResponseCode code, in Moment moment)
    {
        ref PendingRequest pending = ref issuer.Pending[slot];
        issuer.Pending.End(slot, PendingState.Free);
        state.EndsToWait(pending.Day);
        if (issuer.Breaker.Succeeded(moment.EnteredAt, pending.SentAt))
        {
            state.Output.Tell(new Notice(NoticeKind.BreakerClosed, issuer.Index));
        }
        state.Timings.Record(issuer.Index, Step.AtBank, moment.ReadAt - pending.SentAt);
        bool approved = code.IsApproval;
        if (approved) issuer.Counts.Approved++;
        else issuer.Counts.Declined++;
        if (EchoRestorer.IsNeeded(in pending, answer)) answer = restorer.Complete(issuer, slot, answer);
        // An approval in part counts for what was approved.
        if (code == ResponseCode.PartialApproval && answer.TryGetInt64(Field.Amount, out long part)) pending.Amount = part;

        TotalsEffect effect = approved ? pending.Effect : TotalsEffect.None;
        long record = 0;
        if (state.IsRecording) record = Record(issuer, in pending, answer, code, effect, in moment);
        else state.Totals.Add(effect, issuer.Index, pending.Acquirer, pending.Day, pending.Currency, pending.Amount);
        CoreLink? shop = state.Links.Find(pending.Originator);
        bool given = shop is not null
            && delivery.Give(shop, answer, pending.OriginatorStan, issuer.Pending.OriginatorHeader(slot), record);

        ref KnownTransaction known = ref state.Known.At(pending.Known);
        if (!Unsafe.IsNullRef(ref known))
        {
            known.State = approved ? KnownState.Approved : KnownState.Declined;
            known.Code = code;
            known.Amount = pending.Amount;
            known.Record = record;
            known.Answer = given ? state.Answers.Store(answer.Frame, issuer.Format) : 0;
            known.Copies = given ? (byte)1 : (byte)0;
            ApprovalCode.TryRead(answer, out known.Approval);
        }
        if (given)
        {
            state.Counts.Answered++;
            state.Timings.Record(issuer.Index, Step.Whole, moment.EnteredAt - pending.ReceivedAt);
            return;
        }
        issuer.Counts.Undelivered++;
        if (approved) reversals.Undelivered(issuer, slot, in moment);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Record(
        Issuer issuer, in PendingRequest pending, MessageView answer, ResponseCode code, TotalsEffect effect, in Moment moment)
    {
        // Field by field: an initializer would build the record aside and copy it.
        JournalEntry entry = default;
        entry.Kind = RecordKind.Answered;
        entry.Effect = effect;
        entry.Issuer = (short)issuer.Index;
        entry.Type = pending.Type;
        entry.Code = code;
        entry.Stan = pending.Stan;
        entry.OriginatorStan = pending.OriginatorStan;
        entry.Day = pending.Day;
        entry.Currency = pending.Currency;
        entry.UnixMs = moment.UnixMs;
        entry.Amount = pending.Amount;
        entry.Acquirer = pending.Acquirer;
        entry.Key = pending.Key;
        entry.Content = pending.Content;
        entry.HasMessage = true;
        entry.Message = answer;
        return state.Record(in entry);
    }

    // What is no answer to a waiting request: a late one, one to something queued or to network management, a message
    // that the issuer begins, or nothing that belongs here.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeOther(CoreLink link, MessageView message, PendingState found, in Moment moment)
    {
        Issuer issuer = link.Issuer!;
        if (message.Type.IsRequest) TakeRequest(link, message, in moment);
        else if (network.TryAnswered(link, message, in moment)) return;
        else if (forwards.TryAnswered(issuer, message, in moment)) return;
        else if (found == PendingState.TimedOut) strays.Late(issuer, message, in moment);
        else strays.Unmatched(issuer, message, in moment);
    }

    // An issuer may manage the network and compare totals; it may not start transactions here.
    private void TakeRequest(CoreLink link, MessageView message, in Moment moment)
    {
        switch (message.Type.Class)
        {
            case MessageClass.NetworkManagement:
                network.Asked(link, message, in moment);
                break;
            case MessageClass.Reconciliation:
                days.TotalsReceived(link, message, in moment);
                break;
            default:
                link.Issuer!.Counts.Unmatched++;
                delivery.Answer(link, message, ResponseCode.InvalidTransaction, after: 0);
                break;
        }
    }
}
