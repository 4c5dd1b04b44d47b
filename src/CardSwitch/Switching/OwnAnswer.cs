using CardSwitch.Iso8583;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>
/// Answers that the switch gives by itself: the request with its answer's type, the response code, and only the fields
/// that an answer repeats. Card data beyond the number never go back.
/// </summary>
internal sealed class OwnAnswer
{
    // ISO 8583:1987, table of mandatory and conditional fields: those marked as echoed in responses.
    private static ReadOnlySpan<byte> Echoed =>
    [
        2, 3, 4, 5, 6, 7, 11, 12, 13, 15, 18, 19, 22, 23, 24, 25, 28, 32, 33, 37, 41, 42, 49, 50, 51, 70, 90, 95,
    ];

    private readonly Bitmap echoed = EchoedBits();
    private readonly MessagePatch patch = new(MessageFormats.Iso1987Ascii);

    /// <summary>
    /// Writes the answer to a request, as far as the request was read. False when it does not fit or the format cannot
    /// hold a response code.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="code">DE 39.</param>
    /// <param name="destination">Room for the answer.</param>
    /// <param name="written">Its length.</param>
    /// <param name="approval">DE 38, where there is one.</param>
    /// <param name="settlement">DE 66, of an answer to totals; 0: none.</param>
    /// <param name="amount">DE 4, where it is another than the request's; below 0: it is not.</param>
    /// <param name="additional">DE 48, where there is one.</param>
    internal bool TryWrite(
        MessageView request, ResponseCode code, Span<byte> destination, out int written,
        ApprovalCode approval = default, int settlement = 0, long amount = -1,
        ReadOnlySpan<byte> additional = default)
    {
        written = 0;
        patch.Reset(request.Format);
        patch.SetType(request.Type.ToResponse());
        Bitmap present = request.Index.Bitmap;
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            if (!echoed.Has(field)) patch.Remove(field);
        }
        Span<byte> text = stackalloc byte[ApprovalCode.Length];
        if (!approval.IsNone) patch.Set(Field.ApprovalCode, text[..approval.CopyTo(text)]);
        if (settlement > 0) patch.SetDigits(Field.SettlementCode, settlement);
        if (!additional.IsEmpty) patch.Set(Field.AdditionalDataPrivate, additional);
        if (amount >= 0) patch.SetDigits(Field.Amount, amount);
        int length = code.CopyTo(text);
        if (!patch.Set(Field.ResponseCode, text[..length]).IsOk || !patch.TryWrite(request, destination, out written)) return false;
        ReadOnlySpan<byte> header = LinkHeader.Of(request);
        written = LinkHeader.Answer(request.Format, header, destination, header.Length, written);
        return true;
    }

    private static Bitmap EchoedBits()
    {
        Bitmap bits = default;
        foreach (byte field in Echoed) bits.Set(field);
        return bits;
    }
}
