using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Links;
using CardSwitch.Routing;
using CardSwitch.Timing;

namespace CardSwitch.Switching;

/// <summary>
/// A request's way in: read, admitted, routed, registered under a trace number of the switch's own, and sent to its
/// issuer; or answered on the spot with the code that says why not.
/// </summary>
internal sealed class RequestDesk(
    Issuer[] issuers, CoreSettings settings, ISwitchOutput output, Transcoders transcoders, StationTimings timings,
    AnswerDesk answers)
{
    private readonly FieldIndex index = new();
    private readonly FieldIndex sentIndex = new();
    private readonly OwnAnswer ownAnswer = new();

    internal TrafficCounts Counts;

    internal BinTable Routes { get; set; } = BinTable.Empty;

    internal bool Draining { get; set; }

    internal void Received(CoreLink shop, ReadOnlySpan<byte> frame, in Moment moment)
    {
        Counts.Received++;
        if (moment.StepClock is null) Admit(shop, frame, shop.Parser.Parse(frame, index), in moment);
        else ReceivedTimed(shop, frame, in moment, moment.StepClock);
    }

    private void ReceivedTimed(CoreLink shop, ReadOnlySpan<byte> frame, in Moment moment, Func<long> clock)
    {
        long begun = clock();
        ParseStatus status = shop.Parser.Parse(frame, index);
        long parsed = clock();
        if (Admit(shop, frame, status, in moment) is not { } issuer) return;
        timings.Record(issuer.Index, Step.Parse, parsed - begun);
        timings.Record(issuer.Index, Step.Route, clock() - parsed);
    }

    /// <summary>Sends the request to its issuer, which is returned, or answers it here and now.</summary>
    private Issuer? Admit(CoreLink shop, ReadOnlySpan<byte> frame, ParseStatus status, in Moment moment)
    {
        var request = new MessageView(frame, index);
        if (!status.IsOk)
        {
            RefuseUnreadable(shop, request);
            return null;
        }
        if (!request.Type.IsRequest)
        {
            Counts.Unanswerable++;
            return null;
        }
        if (TryRoute(request, out Issuer? issuer, out ResponseCode refusal)
            && TryForward(shop, issuer, request, in moment, out refusal))
        {
            return issuer;
        }
        Refuse(shop, request, refusal);
        return null;
    }

    private bool TryRoute(
        MessageView request, [NotNullWhen(true)] out Issuer? issuer, out ResponseCode refusal)
    {
        issuer = null;
        if (!IsSwitched(request.Type))
        {
            refusal = ResponseCode.InvalidTransaction;
            return false;
        }
        if (!request.Has(Field.Stan))
        {
            refusal = ResponseCode.FormatError;
            return false;
        }
        if (!CardNumber.TryRead(request, settings.VerifyCheckDigit, out Pan pan, out refusal)) return false;

        int owner = Routes.Find(pan.Value, pan.Length);
        if (owner < 0)
        {
            refusal = ResponseCode.NoSuchIssuer;
            return false;
        }
        if (owner >= issuers.Length)
        {
            refusal = ResponseCode.NoRoute;
            return false;
        }
        issuer = issuers[owner];
        return true;
    }

    // Authorisations, financial transactions, file actions and reversals are about one card, and so have an issuer.
    private static bool IsSwitched(MessageType type) =>
        type.Class is >= MessageClass.Authorization and <= MessageClass.Reversal;

    private bool TryForward(
        CoreLink shop, Issuer issuer, MessageView request, in Moment moment, out ResponseCode refusal)
    {
        if (answers.Waiting >= settings.MaxPending)
        {
            refusal = ResponseCode.SystemMalfunction;
            return false;
        }
        refusal = ResponseCode.IssuerUnavailable;
        if (Draining || issuer.LinksUp == 0)
        {
            issuer.Counts.Unreachable++;
            return false;
        }
        if (issuer.Pending.IsFull)
        {
            issuer.Counts.Shed++;
            return false;
        }

        bool sameFormat = ReferenceEquals(shop.Format, issuer.Format);
        int room = sameFormat ? request.Frame.Length : Transcoders.LongestResult(request.Frame.Length);
        if (!TryReserve(issuer, room, out LinkId link, out Span<byte> message))
        {
            issuer.Counts.Shed++;
            return false;
        }

        FieldIndex sent = index;
        int length = request.Frame.Length;
        if (sameFormat)
        {
            // An issuer's framing may carry less than the shop's.
            if (!request.Frame.TryCopyTo(message))
            {
                refusal = ResponseCode.FormatError;
                return false;
            }
        }
        else
        {
            sent = sentIndex;
            WriteStatus written = transcoders.Between(shop.Format, issuer.Format)
                .TryTranscode(request, message, out length, sentIndex);
            if (!written.IsOk)
            {
                refusal = ResponseCode.FormatError;
                return false;
            }
        }

        int stan = issuer.Pending.NextStan();
        Span<byte> frame = message[..length];
        request.TryGetInt32(Field.Stan, out int originatorStan);
        FramePatch.TrySetDigits(frame, sent, Field.Stan, stan);
        ReadOnlySpan<byte> header = LinkHeader.Of(request);
        ref PendingRequest pending =
            ref issuer.Pending.Add(stan, moment.EnteredAt + issuer.TimeOutOf(request), frame, header);
        pending.Type = request.Type;
        pending.Originator = shop.Id;
        pending.OriginatorStan = originatorStan;
        pending.ReceivedAt = moment.ReadAt;
        pending.SentAt = moment.EnteredAt;
        EchoedFields.Note(sent, ref pending);
        answers.Waiting++;
        issuer.Counts.Requests++;
        if (sameFormat) length = LinkHeader.Renew(issuer.Format, message, header.Length, length);
        output.Send(link, length, after: 0);
        return true;
    }

    private bool TryReserve(Issuer issuer, int length, out LinkId link, out Span<byte> message)
    {
        for (int tries = issuer.LinksUp; tries > 0; tries--)
        {
            link = issuer.NextLink();
            if (output.TryReserve(link, length, out message)) return true;
        }
        link = default;
        message = default;
        return false;
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
        Counts.Unanswerable++;
        output.Close(shop.Id);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refuse(CoreLink shop, MessageView request, ResponseCode code)
    {
        Count(code);
        int room = request.Frame.Length + 16;
        if (output.TryReserve(shop.Id, room, out Span<byte> message)
            && ownAnswer.TryWrite(request, code, message, out int length))
        {
            output.Send(shop.Id, length, after: 0);
            Counts.Answered++;
        }
    }

    private void Count(ResponseCode code)
    {
        if (code == ResponseCode.InvalidTransaction) Counts.InvalidTransaction++;
        else if (code == ResponseCode.InvalidCardNumber) Counts.InvalidCardNumber++;
        else if (code == ResponseCode.NoSuchIssuer) Counts.NoSuchIssuer++;
        else if (code == ResponseCode.FormatError) Counts.FormatErrors++;
        else if (code == ResponseCode.NoRoute) Counts.NoRoute++;
        else if (code == ResponseCode.SystemMalfunction) Counts.Overloaded++;
        else Counts.IssuerUnavailable++;
    }
}
