using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Repeats;
using CardSwitch.Timing;

namespace CardSwitch.Switching;

/// <summary>
/// What comes from shops: read, and given to the desk for its kind; or answered on the spot with the code that says why
/// not. A request is admitted, routed and forwarded to its issuer; when the issuer cannot be asked, the switch may stand in.
/// </summary>
internal sealed class RequestDesk(
    SwitchState state, Delivery delivery, RepeatDesk repeats, StandInApprovals standIn, Forwarding forwarding,
    AdviceDesk advices, ReversalDesk reversals, NetworkDesk network, DayDesk days)
{
    /// <summary>After so many messages that name another's institution a link is closed.</summary>
    private const int ForeignMessagesMax = 5;

    private readonly FieldIndex index = new();
    private readonly ReplayWatch replays = new(state);

    internal void Received(CoreLink shop, ReadOnlySpan<byte> frame, in Moment moment)
    {
        state.Counts.Received++;
        if (moment.StepClock is null) Admit(shop, frame, shop.Parser.Parse(frame, index), in moment);
        else ReceivedTimed(shop, frame, in moment, moment.StepClock);
    }

    private void ReceivedTimed(CoreLink shop, ReadOnlySpan<byte> frame, in Moment moment, Func<long> clock)
    {
        long begun = clock();
        ParseStatus status = shop.Parser.Parse(frame, index);
        long parsed = clock();
        if (Admit(shop, frame, status, in moment) is not { } issuer) return;
        state.Timings.Record(issuer.Index, Step.Parse, parsed - begun);
        state.Timings.Record(issuer.Index, Step.Route, clock() - parsed);
    }

    /// <summary>Sends the request to its issuer, which is returned, or has it dealt with here and now.</summary>
    private Issuer? Admit(CoreLink shop, ReadOnlySpan<byte> frame, ParseStatus status, in Moment moment)
    {
        var request = new MessageView(frame, index);
        if (!status.IsOk)
        {
            RefuseUnreadable(shop, request);
            return null;
        }
        MessageType type = request.Type;
        if (!type.IsRequest)
        {
            state.Counts.Unanswerable++;
            return null;
        }
        if (shop.Institutions is { } own && !own.Covers(request))
        {
            RefuseForeign(shop, request);
            return null;
        }
        if (type.Function == MessageFunction.Request && IsDecidedByIssuers(type.Class)) return Switch(shop, request, in moment);
        PassOn(shop, request, in moment);
        return null;
    }

    // Authorisations, financial transactions and file actions are about one card, and so have an issuer.
    private static bool IsDecidedByIssuers(MessageClass @class) =>
        @class is >= MessageClass.Authorization and <= MessageClass.FileAction;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PassOn(CoreLink shop, MessageView message, in Moment moment)
    {
        switch (message.Type.Class)
        {
            case MessageClass.NetworkManagement:
                network.Asked(shop, message, in moment);
                break;
            case MessageClass.Reconciliation:
                days.TotalsReceived(shop, message, in moment);
                break;
            case MessageClass.Reversal:
                reversals.Received(shop, message, in moment);
                break;
            case MessageClass.Authorization or MessageClass.Financial or MessageClass.FileAction:
                advices.Received(shop, message, in moment);
                break;
            default:
                Refuse(shop, message, ResponseCode.InvalidTransaction);
                break;
        }
    }

    private Issuer? Switch(CoreLink shop, MessageView request, in Moment moment)
    {
        if (!request.Has(Field.Stan))
        {
            Refuse(shop, request, ResponseCode.FormatError);
            return null;
        }
        if (!replays.Admits(shop, request, in moment, out ResponseCode replayed))
        {
            Refuse(shop, request, replayed);
            return null;
        }
        Admitted admitted = default;
        state.Keys.Read(request, state.Known, out admitted.Digest);
        bool routed = RequestRouting.TryRoute(state, request, out Issuer? issuer, out admitted.Pan, out ResponseCode refusal);
        ref KnownTransaction known = ref state.Known.Find(admitted.Digest.Key, out _);
        if (!Unsafe.IsNullRef(ref known))
        {
            repeats.Received(shop, request, ref known, admitted.Digest.Content);
            return null;
        }
        if (routed && TryForward(shop, issuer!, request, in admitted, in moment, ref refusal)) return issuer;
        Decline(shop, request, in admitted, issuer, refusal);
        return null;
    }

    /// <summary>True: forwarded, or the switch stood in.</summary>
    private bool TryForward(
        CoreLink shop, Issuer issuer, MessageView request, in Admitted admitted, in Moment moment, ref ResponseCode refusal)
    {
        refusal = ResponseCode.IssuerUnavailable;
        if (!shop.IsSignedOn || state.IsDraining) return false;
        if (state.Waiting >= state.Settings.MaxPending || !state.HasRoomForRequest)
        {
            refusal = ResponseCode.SystemMalfunction;
            return false;
        }
        if (!TryDayOf(request, out int day))
        {
            refusal = ResponseCode.CutoverInProcess;
            return false;
        }
        Verdict verdict = forwarding.Try(shop, issuer, request, in admitted, day, in moment);
        if (verdict == Verdict.Forwarded) return true;
        if (verdict == Verdict.Unusable)
        {
            refusal = ResponseCode.FormatError;
            return false;
        }
        return standIn.TryApprove(shop, issuer, request, in admitted, day, in moment);
    }

    // DE 15 is given at acceptance. A station before us has given it already; it must be open here, too.
    private bool TryDayOf(MessageView request, out int day)
    {
        day = state.Days.Current;
        if (state.Settings.Institution == 0 || !request.TryGetInt32(Field.SettlementDate, out int monthAndDay)) return true;
        day = state.Days.OpenDayOf(monthAndDay);
        return day != 0;
    }

    // Once declined, declined whenever it comes again.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Decline(CoreLink shop, MessageView request, in Admitted admitted, Issuer? issuer, ResponseCode code)
    {
        ref KnownTransaction known = ref state.Known.Add(admitted.Digest.Key, out _);
        known.State = KnownState.Declined;
        known.Content = admitted.Digest.Content;
        known.Type = request.Type;
        known.Code = code;
        known.Issuer = (short)(issuer?.Index ?? -1);
        Refuse(shop, request, code);
    }

    // A message that cannot be read is answered 30 where its type and trace number were; else nothing is known of the
    // sender's intent, nor where its next message begins.
    private void RefuseUnreadable(CoreLink shop, MessageView request)
    {
        if (request.Type.IsRequest && request.Has(Field.Stan))
        {
            Refuse(shop, request, ResponseCode.FormatError);
            return;
        }
        state.Counts.Unanswerable++;
        state.Output.Close(shop.Id);
    }

    // Not remembered: what an impostor sends must not stand in the way of what the institution itself sends later.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RefuseForeign(CoreLink shop, MessageView message)
    {
        _ = message.TryGetInt32(Field.Stan, out int stan);
        state.Output.Tell(new Notice(NoticeKind.ForeignInstitution, -1, stan, ++shop.ForeignMessages));
        Refuse(shop, message, ResponseCode.AcquirerNotSupported);
        if (shop.ForeignMessages >= ForeignMessagesMax) state.Output.Close(shop.Id);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refuse(CoreLink shop, MessageView request, ResponseCode code)
    {
        state.Counts.Refused(code);
        if (delivery.Answer(shop, request, code, after: 0)) state.Counts.Answered++;
    }
}
