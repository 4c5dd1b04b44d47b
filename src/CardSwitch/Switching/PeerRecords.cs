using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>
/// What another station with the same journal has done: its transactions become known here, so that their repeats get its
/// answers and their reversals lead to the issuer. Its totals stay its own. Where both stations have a record of a
/// transaction, ours counts, but for a reversal, which ends it for both.
/// </summary>
internal sealed class PeerRecords(SwitchState state, KnownRecords records, Reversals reversals)
{
    private readonly FieldIndex index = new();

    internal void Take(in JournalEntry entry, in Moment moment)
    {
        ref KnownTransaction known = ref state.Known.Find(entry.Key, out _);
        bool isUnknown = Unsafe.IsNullRef(ref known);
        // What we declined ourselves, without a record, may have been done there.
        bool isOurs = !isUnknown && (known.Record != 0 || state.WaitsHere(in known, out _));
        switch (entry.Kind)
        {
            case RecordKind.Sent when isUnknown || (!isOurs && known.State == KnownState.Declined):
                records.Sent(0, in entry);
                break;
            case RecordKind.Answered when !isOurs:
                records.Ended(in entry, entry.Code.IsApproval ? KnownState.Approved : KnownState.Declined, 0);
                break;
            case RecordKind.TimedOut when !isOurs:
                records.Ended(in entry, KnownState.Declined, 0, ResponseCode.IssuerUnavailable);
                break;
            case RecordKind.StoodIn when !isOurs:
                records.Ended(in entry, KnownState.Approved, 0);
                break;
            case RecordKind.Queued when !isOurs && entry.Type.Class != MessageClass.Reconciliation:
                records.Ended(in entry, KnownState.Queued, 0);
                break;
            case RecordKind.Undelivered or RecordKind.Reversed when !isOurs || known.State is KnownState.Approved or KnownState.Queued:
                records.Ended(in entry, KnownState.Reversed, isUnknown ? 0 : known.Record, ResponseCode.ResponseTooLate);
                break;
            case RecordKind.Blocked when isUnknown:
                records.Ended(in entry, KnownState.Blocked, 0, ResponseCode.ResponseTooLate);
                break;
            case RecordKind.Blocked when isOurs:
                Reverse(ref known, in moment);
                break;
        }
    }

    // The other station accepted a reversal of what it did not know yet, or could not end: it is made here.
    private void Reverse(ref KnownTransaction known, in Moment moment)
    {
        if (reversals.TryEndWaiting(ref known, in moment) || known.State is not (KnownState.Approved or KnownState.Queued)) return;
        Issuer issuer = state.Issuers[known.Issuer];
        if (known.State != KnownState.Approved
            || known.Answer < state.WholeAnswersFrom
            || !state.Answers.TryGet(known.Answer, issuer.Format, out ReadOnlySpan<byte> kept)
            || !issuer.Parser.Parse(kept, index).IsOk)
        {
            state.Output.Tell(new Notice(NoticeKind.ReversedElsewhere, issuer.Index, known.Stan, known.Record));
            return;
        }
        var answer = new MessageView(kept, index);
        OriginalElements original = OriginalElements.Of(answer);
        reversals.OfKnown(RecordKind.Reversed, ref known, answer, in original, replacement: -1, in moment);
    }
}
