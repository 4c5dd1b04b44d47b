using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Switching;

/// <summary>
/// Completes an answer that an earlier run gave and the journal kept, its card number masked, with the card number of the
/// request that is repeated.
/// </summary>
internal sealed class CardRestorer
{
    private readonly FieldIndex index = new();
    private readonly MessagePatch patch = new(MessageFormats.Iso1987Ascii);
    private readonly Scratch scratch = new();

    /// <summary>The answer with the request's card number; as it was where that is not the one that was masked.</summary>
    internal MessageView Complete(MessageView answer, MessageView request)
    {
        Span<byte> digits = stackalloc byte[Pan.MaxDigits], masked = stackalloc byte[Pan.MaxDigits];
        if (!answer.TryGetPan(out Pan was)
            || !CardNumber.TryRead(request, verifyCheckDigit: false, out Pan card, out _)
            || was == card || card.Length < CardMask.FewestDigits)
        {
            return answer;
        }
        digits = digits[..card.CopyTo(digits)];
        digits.CopyTo(masked);
        CardMask.MiddleOf(masked[..digits.Length]).Fill((byte)'0');
        if (!Pan.TryParse(masked[..digits.Length], out Pan expected) || was != expected) return answer;

        patch.Reset(answer.Format);
        patch.Set(Field.Pan, digits);
        Span<byte> completed = scratch.For(answer.Frame.Length);
        return patch.TryWrite(answer, completed, out int written, index) ? new MessageView(completed[..written], index) : answer;
    }
}
