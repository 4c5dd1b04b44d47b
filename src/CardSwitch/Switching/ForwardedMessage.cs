using CardSwitch.Iso8583;
using CardSwitch.Issuing;

namespace CardSwitch.Switching;

/// <summary>
/// A request as its issuer gets it: in the issuer's format and, where the switch has an institution number, with that
/// number in DE 33 and the business day in DE 15. Else the bytes of a request in the same format stay as they are.
/// </summary>
internal sealed class ForwardedMessage(SwitchState state)
{
    private readonly FieldIndex copied = new();
    private readonly FieldIndex changed = new();
    private readonly MessagePatch patch = new(MessageFormats.Iso1987Ascii);
    private readonly Crossing crossing = new(state);

    private bool IsMarked => state.Settings.Institution != 0;

    /// <summary>Bytes that the message may need in the issuer's format.</summary>
    internal int RoomFor(MessageFormat from, MessageFormat to, MessageView request) =>
        (ReferenceEquals(from, to) ? request.Frame.Length : Transcoders.LongestResult(request.Frame.Length))
        + (IsMarked ? MarkRoom : 0);

    // DE 33 with its prefix, DE 15, and a bitmap's worth of spare, in a dialect that doubles all.
    private const int MarkRoom = 64;

    internal bool TryWrite(
        Issuer issuer, MessageView request, int day, Span<byte> message, out int length, out FieldIndex sent)
    {
        length = request.Frame.Length;
        sent = request.Index;
        if (IsMarked) return TryWriteMarked(issuer, request, day, message, out length, out sent);
        // An issuer's framing may carry less than the shop's.
        if (ReferenceEquals(request.Format, issuer.Format)) return request.Frame.TryCopyTo(message);
        sent = copied;
        return TryTranscode(issuer, request, message, out length, copied);
    }

    private bool TryWriteMarked(
        Issuer issuer, MessageView request, int day, Span<byte> message, out int length, out FieldIndex sent)
    {
        sent = changed;
        if (ReferenceEquals(request.Format, issuer.Format)) return TryMark(issuer.Format, request, day, message, out length);
        length = 0;
        return crossing.TryCross(issuer, ref request) && TryMark(issuer.Format, request, day, message, out length);
    }

    private bool TryMark(MessageFormat format, MessageView request, int day, Span<byte> message, out int length)
    {
        patch.Reset(format);
        // A format without one of them carries the message without it.
        patch.SetDigits(Field.ForwarderId, state.Settings.Institution);
        patch.SetDigits(Field.SettlementDate, day % 10_000);
        return patch.TryWrite(request, message, out length, changed);
    }

    private bool TryTranscode(Issuer issuer, MessageView request, Span<byte> message, out int length, FieldIndex result) =>
        state.Transcoders.Between(request.Format, issuer.Format).TryTranscode(request, message, out length, result).IsOk;
}
