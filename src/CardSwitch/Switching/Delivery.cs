using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>
/// Gives answers to originators: an issuer's, with the originator's own trace number and in its format, or the switch's
/// own.
/// </summary>
internal sealed class Delivery(SwitchState state)
{
    private readonly FieldIndex deliveredIndex = new();
    private readonly FieldIndex ownIndex = new();
    private readonly OwnAnswer ownAnswer = new();
    private readonly Scratch scratch = new();

    /// <summary>
    /// Gives an answer in an issuer's format to the originator, after a record. False when the link takes nothing or cannot
    /// carry it.
    /// </summary>
    internal bool Give(CoreLink shop, MessageView answer, int originatorStan, ReadOnlySpan<byte> header, long after)
    {
        if (!ReferenceEquals(shop.Format, answer.Format)) return GiveAcross(shop, answer, originatorStan, header, after);
        int length = answer.Frame.Length, had = LinkHeader.Of(answer).Length;
        if (!state.Output.TryReserve(shop.Id, length, out Span<byte> message) || !answer.Frame.TryCopyTo(message)) return false;
        FramePatch.TrySetDigits(message[..length], answer.Index, Field.Stan, originatorStan);
        state.Output.Send(shop.Id, LinkHeader.Answer(shop.Format, header, message, had, length), after);
        return true;
    }

    private bool GiveAcross(CoreLink shop, MessageView answer, int originatorStan, ReadOnlySpan<byte> header, long after)
    {
        int room = Transcoders.LongestResult(answer.Frame.Length);
        if (!state.Output.TryReserve(shop.Id, room, out Span<byte> message)
            || !state.Transcoders.Between(answer.Format, shop.Format)
                .TryTranscode(answer, message, out int length, deliveredIndex).IsOk)
        {
            return false;
        }
        FramePatch.TrySetDigits(message[..length], deliveredIndex, Field.Stan, originatorStan);
        int had = shop.Format.Header.Length;
        state.Output.Send(shop.Id, LinkHeader.Answer(shop.Format, header, message, had, length), after);
        return true;
    }

    /// <summary>
    /// Answers a request that came over a link by the switch itself, after a record; false when the link takes nothing.
    /// </summary>
    internal bool Answer(
        CoreLink link, MessageView request, ResponseCode code, long after, ApprovalCode approval = default,
        int settlement = 0, long amount = -1, ReadOnlySpan<byte> additional = default)
    {
        // The answer's own fields, where the request lacks them.
        int room = request.Frame.Length + 32;
        if (!state.Output.TryReserve(link.Id, room, out Span<byte> message)
            || !ownAnswer.TryWrite(request, code, message, out int length, approval, settlement, amount, additional))
        {
            return false;
        }
        state.Output.Send(link.Id, length, after);
        return true;
    }

    /// <summary>
    /// Answers in the issuer's place a request that was sent to it, as if the answer had come from there; false when the
    /// link takes nothing.
    /// </summary>
    internal bool AnswerSent(
        CoreLink shop, Issuer issuer, int slot, MessageView sent, ResponseCode code, long after, ApprovalCode approval = default)
    {
        Span<byte> made = scratch.For(sent.Frame.Length);
        if (!ownAnswer.TryWrite(sent, code, made, out int length, approval)
            || !issuer.Parser.Parse(made[..length], ownIndex).IsOk)
        {
            return false;
        }
        var answer = new MessageView(made[..length], ownIndex);
        return Give(shop, answer, issuer.Pending[slot].OriginatorStan, issuer.Pending.OriginatorHeader(slot), after);
    }
}
