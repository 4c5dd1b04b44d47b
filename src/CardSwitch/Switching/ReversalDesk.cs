using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>
/// Reversals by originators (0400, 0420): the switch takes them over. One whose original is unknown is accepted as a
/// no-op, and blocks the original; one of a request that moved nothing needs nothing; all others are recorded, queued to
/// the issuer, and acknowledged after their record.
/// </summary>
internal sealed class ReversalDesk(SwitchState state, Delivery delivery, RepeatDesk repeats, Reversals reversals)
{
    private readonly Crossing crossing = new(state);

    internal void Received(CoreLink shop, MessageView reversal, in Moment moment)
    {
        if (!reversal.Has(Field.Stan) || !state.Keys.TryOriginal(reversal, out TransactionKey originalKey, out OriginalElements original))
        {
            Say(shop, reversal, ResponseCode.FormatError, after: 0);
            return;
        }
        TransactionKey key = state.Keys.Of(reversal);
        uint content = state.Keys.Content(reversal);
        ref KnownTransaction own = ref state.Known.Find(key, out _);
        if (!Unsafe.IsNullRef(ref own))
        {
            repeats.Received(shop, reversal, ref own, content);
            return;
        }
        if (!shop.IsSignedOn)
        {
            Say(shop, reversal, ResponseCode.IssuerUnavailable, after: 0);
            return;
        }
        if (!state.HasRoomForAdvice)
        {
            // Nothing was taken over: it will come again.
            Say(shop, reversal, ResponseCode.SystemMalfunction, after: 0);
            return;
        }
        state.Counts.Reversals++;
        ResponseCode code = Take(reversal, originalKey, in original, in moment, out long record);
        ref KnownTransaction taken = ref state.Known.Add(key, out _);
        taken.State = KnownState.Declined;
        taken.Content = content;
        taken.Type = reversal.Type;
        taken.Code = code;
        taken.Issuer = -1;
        taken.Record = record;
        Say(shop, reversal, code, record);
    }

    private ResponseCode Take(
        MessageView reversal, TransactionKey key, in OriginalElements original, in Moment moment, out long record)
    {
        ref KnownTransaction known = ref state.Known.Find(key, out _);
        if (Unsafe.IsNullRef(ref known))
        {
            record = Block(key, in original, in moment);
            return ResponseCode.Approved;
        }
        record = known.Record;
        switch (known.State)
        {
            case KnownState.InFlight:
                record = EndWaiting(ref known, in original, in moment);
                return ResponseCode.Approved;
            case KnownState.Approved or KnownState.Queued:
                return Reverse(reversal, ref known, in original, in moment, out record);
            case KnownState.Declined when known.Record == 0:
                // Declined for what the switch itself could not do, which no record tells: from now on one does.
                known.Record = record = RecordBlocked(key, in original, in moment);
                return ResponseCode.Approved;
            case KnownState.Reversed when known.IsPartlyReversed:
                // Whether it is the same reversal once more is told by what it leaves: its own key may be forgotten.
                bool leavesSame = TryReplacement(reversal, out long left) && left == known.Amount;
                return leavesSame ? ResponseCode.Approved : ResponseCode.NoActionTaken;
            default:
                return ResponseCode.Approved;
        }
    }

    private long Block(TransactionKey key, in OriginalElements original, in Moment moment)
    {
        long record = RecordBlocked(key, in original, in moment);
        ref KnownTransaction blocked = ref state.Known.Add(key, out _);
        blocked.State = KnownState.Blocked;
        blocked.Type = original.Type;
        blocked.Code = ResponseCode.ResponseTooLate;
        blocked.Issuer = -1;
        blocked.Record = record;
        return record;
    }

    private long RecordBlocked(TransactionKey key, in OriginalElements original, in Moment moment)
    {
        var entry = new JournalEntry
        {
            Kind = RecordKind.Blocked,
            Issuer = -1,
            Type = original.Type,
            OriginatorStan = original.Stan,
            Day = state.Days.Current,
            UnixMs = moment.UnixMs,
            Acquirer = original.Acquirer,
            Key = key,
        };
        return state.Record(in entry);
    }

    // What another station sent waits there: it reads in our journal that it is reversed, and reverses it.
    private long EndWaiting(ref KnownTransaction known, in OriginalElements original, in Moment moment)
    {
        if (reversals.TryEndWaiting(ref known, in moment)) return known.Record;
        known.State = KnownState.Reversed;
        known.Code = ResponseCode.ResponseTooLate;
        if (known.Record == 0) known.Record = RecordBlocked(known.Key, in original, in moment);
        return known.Record;
    }

    private ResponseCode Reverse(
        MessageView reversal, ref KnownTransaction known, in OriginalElements original, in Moment moment, out long record)
    {
        record = known.Record;
        MessageView source = reversal;
        if (!TryReplacement(reversal, out long replacement) || replacement >= known.Amount) return ResponseCode.InvalidAmount;
        if (!crossing.TryCross(state.Issuers[known.Issuer], ref source)) return ResponseCode.FormatError;
        known.IsPartlyReversed = replacement > 0;
        record = reversals.OfKnown(RecordKind.Reversed, ref known, source, in original, replacement, in moment);
        return ResponseCode.Approved;
    }

    // DE 95, an 42: n 12 is what remains of the amount; -1 where all of it is reversed.
    private static bool TryReplacement(MessageView reversal, out long replacement)
    {
        const int AmountDigits = 12;
        replacement = -1;
        if (!reversal.Has(Field.ReplacementAmounts)) return true;
        Span<byte> plain = stackalloc byte[64];
        return reversal.TryCopy(Field.ReplacementAmounts, plain, out int length) && length >= AmountDigits
            && long.TryParse(plain[..AmountDigits], System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture, out replacement);
    }

    private void Say(CoreLink shop, MessageView reversal, ResponseCode code, long after)
    {
        if (delivery.Answer(shop, reversal, code, after)) state.Counts.Answered++;
    }
}
