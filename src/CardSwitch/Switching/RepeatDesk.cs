using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>
/// Requests that are known already: one that is still in flight is attached to, one that was answered gets the same
/// answer again, and one that has another's key and other content is refused. What is said again waits for the same
/// record as the first time.
/// </summary>
internal sealed class RepeatDesk(SwitchState state, Delivery delivery)
{
    private readonly FieldIndex keptIndex = new();

    internal void Received(CoreLink shop, MessageView request, ref KnownTransaction known, uint content)
    {
        state.Counts.Repeats++;
        if (known.State != KnownState.Blocked && known.Content != content)
        {
            state.Counts.RepeatsDiffering++;
            state.Output.Tell(new Notice(NoticeKind.RepeatDiffers, known.Issuer, known.Stan));
            Say(shop, request, ResponseCode.DuplicateTransmission, after: 0);
            return;
        }
        switch (known.State)
        {
            case KnownState.InFlight:
                Attach(shop, request, ref known);
                break;
            case KnownState.Approved or KnownState.Declined:
                AnswerAgain(shop, request, ref known);
                break;
            case KnownState.Queued:
                Say(shop, request, ResponseCode.Approved, known.Record);
                break;
            default:
                Say(shop, request, ResponseCode.ResponseTooLate, known.Record);
                break;
        }
    }

    // The newest asker gets the answer: the one before has given up, or its connection has.
    private void Attach(CoreLink shop, MessageView request, ref KnownTransaction known)
    {
        Issuer issuer = state.Issuers[known.Issuer];
        if (issuer.Pending.Find(known.Stan, out int slot) != PendingState.Waiting) return;
        ref PendingRequest pending = ref issuer.Pending[slot];
        if (pending.Key != known.Key) return;
        pending.Originator = shop.Id;
        issuer.Pending.ReplaceHeader(slot, LinkHeader.Of(request));
    }

    private void AnswerAgain(CoreLink shop, MessageView request, ref KnownTransaction known)
    {
        bool given = state.Answers.TryGet(known.Answer, shop.Format, out ReadOnlySpan<byte> kept)
            && shop.Parser.Parse(kept, keptIndex).IsOk
            // An advice may have the key of the request that it follows.
            && keptIndex.MessageType == request.Type.ToResponse()
            && delivery.GiveAgain(shop, request, new MessageView(kept, keptIndex), known.Record);
        if (!given) given = delivery.Answer(shop, request, known.Code, known.Record, known.Approval);
        if (!given) return;
        known.Copies++;
        state.Counts.Answered++;
    }

    private void Say(CoreLink shop, MessageView request, ResponseCode code, long after)
    {
        if (delivery.Answer(shop, request, code, after)) state.Counts.Answered++;
    }
}
