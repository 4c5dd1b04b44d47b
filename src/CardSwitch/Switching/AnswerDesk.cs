using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Links;
using CardSwitch.Timing;

namespace CardSwitch.Switching;

/// <summary>
/// An answer's way back: read, matched with its request, checked against it, and given to the one link that the request
/// came from, with that originator's trace number. What fits no waiting request is counted and goes nowhere.
/// </summary>
internal sealed class AnswerDesk(
    LinkTable links, ISwitchOutput output, Transcoders transcoders, StationTimings timings)
{
    private readonly FieldIndex index = new();
    private readonly FieldIndex deliveredIndex = new();
    private readonly OwnAnswer ownAnswer = new();
    private readonly byte[] scratch = new byte[2 * ushort.MaxValue];

    /// <summary>Requests that wait, all issuers together.</summary>
    internal int Waiting { get; set; }

    /// <summary>Answers given to shops, those to requests that timed out included.</summary>
    internal long Delivered { get; private set; }

    internal void Received(CoreLink link, ReadOnlySpan<byte> frame, in Moment moment)
    {
        if (moment.StepClock is null) TryTake(link, frame, in moment);
        else ReceivedTimed(link, frame, in moment, moment.StepClock);
    }

    private void ReceivedTimed(CoreLink link, ReadOnlySpan<byte> frame, in Moment moment, Func<long> clock)
    {
        long begun = clock();
        if (TryTake(link, frame, in moment)) timings.Record(link.Issuer!.Index, Step.Reply, clock() - begun);
    }

    /// <summary>False when the frame was no answer to a waiting request.</summary>
    private bool TryTake(CoreLink link, ReadOnlySpan<byte> frame, in Moment moment)
    {
        Issuer issuer = link.Issuer!;
        ParseStatus status = issuer.Parser.Parse(frame, index);
        var answer = new MessageView(frame, index);
        if (!status.IsOk || answer.Type.IsRequest)
        {
            Refuse(link, issuer, answer, status);
            return false;
        }
        int slot = Match(issuer, answer, out ResponseCode code);
        if (slot < 0) return false;

        ref PendingRequest pending = ref issuer.Pending[slot];
        issuer.Pending.End(slot, PendingState.Free);
        Waiting--;
        if (code.IsApproval) issuer.Counts.Approved++;
        else issuer.Counts.Declined++;
        timings.Record(issuer.Index, Step.AtBank, moment.ReadAt - pending.SentAt);
        if (TryDeliver(issuer, answer, slot))
        {
            timings.Record(issuer.Index, Step.Whole, moment.EnteredAt - pending.ReceivedAt);
        }
        return true;
    }

    /// <summary>The slot of the request that this is the answer to, or -1; what it is instead is counted.</summary>
    private static int Match(Issuer issuer, MessageView answer, out ResponseCode code)
    {
        code = default;
        PendingState state = PendingState.Free;
        int slot = -1;
        if (answer.TryGetInt32(Field.Stan, out int stan)) state = issuer.Pending.Find(stan, out slot);
        if (state != PendingState.Waiting)
        {
            if (state == PendingState.TimedOut) issuer.Counts.Late++;
            else issuer.Counts.Unmatched++;
            return -1;
        }
        ref PendingRequest pending = ref issuer.Pending[slot];
        bool answers = answer.Type.WithoutRepeat() == pending.Type.ToResponse() && answer.TryGetResponseCode(out code);
        bool partial = issuer.Profile.AllowPartialApproval && code == ResponseCode.PartialApproval;
        if (!answers || EchoedFields.FirstDifference(
            issuer.Pending.SentFrame(slot), ref pending, answer.Frame, answer.Index, partial) != 0)
        {
            issuer.Counts.Unmatched++;
            return -1;
        }
        return slot;
    }

    // The slot has ended its waiting already; its contents are still there.
    private bool TryDeliver(Issuer issuer, MessageView answer, int slot)
    {
        ref PendingRequest pending = ref issuer.Pending[slot];
        CoreLink? shop = links.Find(pending.Originator);
        if (shop is null || !TryWrite(issuer, shop, answer, pending.OriginatorStan, slot))
        {
            issuer.Counts.Undelivered++;
            return false;
        }
        Delivered++;
        return true;
    }

    private bool TryWrite(Issuer issuer, CoreLink shop, MessageView answer, int stan, int slot)
    {
        if (!ReferenceEquals(shop.Format, issuer.Format)) return TryWriteAcross(issuer, shop, answer, stan, slot);
        int length = answer.Frame.Length, header = LinkHeader.Of(answer).Length;
        if (!output.TryReserve(shop.Id, length, out Span<byte> message)) return false;
        if (!answer.Frame.TryCopyTo(message)) return false;
        FramePatch.TrySetDigits(message[..length], answer.Index, Field.Stan, stan);
        output.Send(shop.Id, LinkHeader.Answer(shop.Format, issuer.Pending.OriginatorHeader(slot), message, header, length), after: 0);
        return true;
    }

    private bool TryWriteAcross(Issuer issuer, CoreLink shop, MessageView answer, int stan, int slot)
    {
        int room = Transcoders.LongestResult(answer.Frame.Length);
        if (!output.TryReserve(shop.Id, room, out Span<byte> message)
            || !transcoders.Between(issuer.Format, shop.Format)
                .TryTranscode(answer, message, out int length, deliveredIndex).IsOk)
        {
            return false;
        }
        FramePatch.TrySetDigits(message[..length], deliveredIndex, Field.Stan, stan);
        int header = shop.Format.Header.Length;
        output.Send(shop.Id, LinkHeader.Answer(shop.Format, issuer.Pending.OriginatorHeader(slot), message, header, length), after: 0);
        return true;
    }

    /// <summary>
    /// Requests of the issuer whose time is up are answered 91, on the same road as an answer of its own. The number
    /// stays known, so that the late answer is.
    /// </summary>
    internal void Expire(Issuer issuer, long now)
    {
        int cursor = 0;
        for (int slot; (slot = issuer.Pending.NextExpired(now, ref cursor)) >= 0;)
        {
            ReadOnlySpan<byte> sent = issuer.Pending.SentFrame(slot);
            issuer.Counts.TimedOut++;
            Waiting--;
            issuer.Pending.End(slot, PendingState.TimedOut);
            if (issuer.Parser.Parse(sent, index).IsOk
                && ownAnswer.TryWrite(new MessageView(sent, index), ResponseCode.IssuerUnavailable, scratch, out int length)
                && issuer.Parser.Parse(scratch.AsSpan(0, length), index).IsOk)
            {
                TryDeliver(issuer, new MessageView(scratch.AsSpan(0, length), index), slot);
            }
        }
    }

    // A message that cannot be read, or a request: an issuer may not start transactions here.
    private void Refuse(CoreLink link, Issuer issuer, MessageView message, ParseStatus status)
    {
        if (!status.IsOk)
        {
            issuer.Counts.Malformed++;
            return;
        }
        issuer.Counts.Unmatched++;
        int room = message.Frame.Length + 16;
        if (output.TryReserve(link.Id, room, out Span<byte> answer)
            && ownAnswer.TryWrite(message, ResponseCode.InvalidTransaction, answer, out int length))
        {
            output.Send(link.Id, length, after: 0);
        }
    }
}
