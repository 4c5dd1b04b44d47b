using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>
/// Requests whose time is up: no approval seen does not mean no approval given. The time-out and the reversal are one
/// record; after it the originator is answered 91, or the switch stands in. The trace number stays known, so that the
/// late answer is.
/// </summary>
internal sealed class TimeOutDesk(SwitchState state, Delivery delivery, Reversals reversals, StandInApprovals standIn)
{
    private readonly FieldIndex sentIndex = new();

    internal void Expire(Issuer issuer, in Moment moment)
    {
        int cursor = 0;
        for (int slot; (slot = issuer.Pending.NextExpired(moment.EnteredAt, ref cursor)) >= 0;) TimeOut(issuer, slot, in moment);
    }

    private void TimeOut(Issuer issuer, int slot, in Moment moment)
    {
        issuer.Counts.TimedOut++;
        if (issuer.Breaker.Failed(moment.EnteredAt, issuer.Pending[slot].SentAt))
        {
            state.Output.Tell(new Notice(NoticeKind.BreakerOpened, issuer.Index));
        }

        long record = reversals.TimedOut(issuer, slot, in moment);
        ref PendingRequest pending = ref issuer.Pending[slot];
        state.EndsToWait(pending.Day);
        issuer.Pending.End(slot, PendingState.TimedOut);
        ref KnownTransaction known = ref state.Known.At(pending.Known);
        if (!Unsafe.IsNullRef(ref known))
        {
            known.State = KnownState.Declined;
            known.Code = ResponseCode.IssuerUnavailable;
            known.Record = record;
        }
        if (state.Links.Find(pending.Originator) is not { } shop
            || !issuer.Parser.Parse(issuer.Pending.SentFrame(slot), sentIndex).IsOk)
        {
            return;
        }
        var sent = new MessageView(issuer.Pending.SentFrame(slot), sentIndex);
        if (standIn.TryApproveAfterTimeOut(shop, issuer, slot, sent, in moment)) return;
        if (delivery.AnswerSent(shop, issuer, slot, sent, ResponseCode.IssuerUnavailable, record)) state.Counts.Answered++;
    }
}
