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
    private readonly CardRestorer cards = new();

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
                // An advice may not be refused: one whose reversal was accepted is accepted too, and neither moves anything.
                bool isAdvice = request.Type.Function == MessageFunction.Advice;
                Say(shop, request, isAdvice ? ResponseCode.Approved : ResponseCode.ResponseTooLate, known.Record);
                break;
        }
    }

    // The newest asker gets the answer: the one before has given up, or its connection has. What waits at another station
    // is asked for again until its outcome is known here.
    private void Attach(CoreLink shop, MessageView request, ref KnownTransaction known)
    {
        if (!state.WaitsHere(in known, out int slot)) return;
        Issuer issuer = state.Issuers[known.Issuer];
        issuer.Pending[slot].Originator = shop.Id;
        issuer.Pending.ReplaceHeader(slot, LinkHeader.Of(request));
    }

    private void AnswerAgain(CoreLink shop, MessageView request, ref KnownTransaction known)
    {
        if (!TryGiveKept(shop, request, ref known) && !TryAnswerAlike(shop, request, ref known)) return;
        known.Copies++;
        state.Counts.Answered++;
    }

    /// <summary>The issuer's own answer, while it is kept.</summary>
    private bool TryGiveKept(CoreLink shop, MessageView request, ref KnownTransaction known)
    {
        if (known.Answer == 0) return false;
        Issuer issuer = state.Issuers[known.Issuer];
        return state.Answers.TryGet(known.Answer, issuer.Format, out ReadOnlySpan<byte> kept)
            && issuer.Parser.Parse(kept, keptIndex).IsOk
            // An advice may have the key of the request that it follows.
            && keptIndex.MessageType.WithoutRepeat() == request.Type.ToResponse().WithoutRepeat()
            && request.TryGetInt32(Field.Stan, out int stan)
            && delivery.Give(shop, cards.Complete(new MessageView(kept, keptIndex), request), stan, LinkHeader.Of(request), known.Record);
    }

    /// <summary>What was decided, with the fields that say so.</summary>
    private bool TryAnswerAlike(CoreLink shop, MessageView request, ref KnownTransaction known)
    {
        long amount = known.Code == ResponseCode.PartialApproval ? known.Amount : -1;
        return delivery.Answer(shop, request, known.Code, known.Record, known.Approval, amount: amount);
    }

    private void Say(CoreLink shop, MessageView request, ResponseCode code, long after)
    {
        if (delivery.Answer(shop, request, code, after)) state.Counts.Answered++;
    }
}
