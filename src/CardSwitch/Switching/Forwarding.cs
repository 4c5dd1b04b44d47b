using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Repeats;
using CardSwitch.Settlement;

namespace CardSwitch.Switching;

/// <summary>
/// Sends a request to its issuer: written into a link's output in the issuer's format, under a trace number of the
/// switch's own, registered as waiting, and recorded. It leaves after its record.
/// </summary>
internal sealed class Forwarding(SwitchState state)
{
    private readonly ForwardedMessage forwarded = new(state);

    internal Verdict Try(
        CoreLink shop, Issuer issuer, MessageView request, in Admitted admitted, int day, in Moment moment)
    {
        if (issuer.LinksUp == 0)
        {
            issuer.Counts.Unreachable++;
            return Verdict.Unavailable;
        }
        if (issuer.Pending.IsFull || !issuer.Breaker.Allows)
        {
            issuer.Counts.Shed++;
            return Verdict.Unavailable;
        }
        if (!TryReserve(issuer, forwarded.RoomFor(shop.Format, issuer.Format, request), out LinkId link, out Span<byte> message))
        {
            issuer.Counts.Shed++;
            return Verdict.Unavailable;
        }
        if (!forwarded.TryWrite(issuer, request, day, message, out int length, out FieldIndex sent)) return Verdict.Unusable;

        int stan = state.NextStan(issuer);
        Span<byte> frame = message[..length];
        FramePatch.TrySetDigits(frame, sent, Field.Stan, stan);
        ReadOnlySpan<byte> header = LinkHeader.Of(request);

        ref PendingRequest pending =
            ref issuer.Pending.Add(stan, moment.EnteredAt + issuer.TimeOutOf(request), frame, header);
        pending.Type = request.Type;
        pending.Originator = shop.Id;
        pending.OriginatorStan = admitted.Digest.Stan;
        pending.ReceivedAt = moment.ReadAt;
        pending.SentAt = moment.EnteredAt;
        pending.Link = link;
        pending.Day = day;
        pending.Key = admitted.Digest.Key;
        pending.Content = admitted.Digest.Content;
        pending.Effect = TotalsRules.EffectOf(request.Type, admitted.Digest.ProcessingCode);
        pending.Amount = admitted.Digest.Amount;
        pending.Currency = admitted.Digest.Currency;
        pending.Acquirer = admitted.Digest.Acquirer;
        EchoedFields.Note(sent, ref pending);
        Know(issuer, ref pending);

        state.BeginsToWait(day);
        issuer.Counts.Requests++;
        issuer.Breaker.Sent();
        long record = state.IsRecording ? Record(issuer, in pending, new MessageView(frame, sent), in moment) : 0;
        if (ReferenceEquals(shop.Format, issuer.Format)) length = LinkHeader.Renew(issuer.Format, message, header.Length, length);
        state.Output.Send(link, length, record);
        return Verdict.Forwarded;
    }

    private void Know(Issuer issuer, ref PendingRequest pending)
    {
        ref KnownTransaction known = ref state.Known.Add(pending.Key, out pending.Known);
        known.State = KnownState.InFlight;
        known.Content = pending.Content;
        known.Type = pending.Type;
        known.Issuer = (short)issuer.Index;
        known.Stan = pending.Stan;
        known.Day = pending.Day;
        known.Effect = pending.Effect;
        known.Amount = pending.Amount;
        known.Currency = pending.Currency;
    }

    // Not inlined: a record is large, and its room would be cleared for every request, recorded or not.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Record(Issuer issuer, in PendingRequest pending, MessageView sent, in Moment moment)
    {
        // Field by field: an initializer would build the record aside and copy it.
        JournalEntry entry = default;
        entry.Kind = RecordKind.Sent;
        entry.Issuer = (short)issuer.Index;
        entry.Type = pending.Type;
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
        entry.Message = sent;
        return state.Record(in entry);
    }

    private bool TryReserve(Issuer issuer, int length, out LinkId link, out Span<byte> message)
    {
        link = issuer.NextLink();
        if (state.Output.TryReserve(link, length, out message)) return true;
        // Its output is full: any other will do.
        for (int place = 0; place < issuer.LinksUp; place++)
        {
            link = issuer.LinkAt(place);
            if (state.Output.TryReserve(link, length, out message)) return true;
        }
        return false;
    }
}
