using CardSwitch.Iso8583;

namespace CardSwitch.Issuing;

/// <summary>
/// The fields that tie an answer to its request (ISO 8583: message matching). Each of them that the answer carries must
/// be equal to the request's, byte for byte.
/// </summary>
internal static class EchoedFields
{
    internal const int Count = 8;

    private static ReadOnlySpan<byte> Numbers =>
    [
        Field.Pan, Field.ProcessingCode, Field.Amount, Field.TransmissionDateTime,
        Field.Stan, Field.Rrn, Field.TerminalId, Field.Currency,
    ];

    // Positions in the list: the first five stand together in nearly every message, and are compared as one stretch.
    private const int AmountPosition = 2, StanPosition = 4, FirstApart = 5;

    /// <summary>Fields 2 to 11 of a primary bitmap.</summary>
    private const ulong HeadBits = 0x7FE;

    /// <summary>Notes where the fields stand in a frame as it is sent.</summary>
    internal static void Note(FieldIndex index, ref PendingRequest pending)
    {
        pending.Present = index.Bitmap.Primary;
        ReadOnlySpan<byte> numbers = Numbers;
        for (int i = 0; i < Count; i++) pending.Echo[i] = index[numbers[i]];
    }

    /// <summary>The first field in which the answer differs from the request as it was sent, or 0.</summary>
    internal static int FirstDifference(
        ReadOnlySpan<byte> sent, ref PendingRequest pending, ReadOnlySpan<byte> answer, FieldIndex index,
        bool amountMayDiffer)
    {
        int from = 0;
        ulong present = index.Bitmap.Primary;
        FieldSlot stan = index[Field.Stan];
        int head = index.Format!.MtiLength + index.Format.BitmapLength;
        if ((present & HeadBits) == (pending.Present & HeadBits) && ((present | pending.Present) & 1) == 0
            && stan.End == pending.Echo[StanPosition].End
            && sent[head..stan.End].SequenceEqual(answer[head..stan.End]))
        {
            from = FirstApart;
        }
        ReadOnlySpan<byte> numbers = Numbers;
        for (int i = from; i < Count; i++)
        {
            int field = numbers[i];
            if ((present >> (field - 1) & 1) == 0) continue;
            FieldSlot theirs = index[field], ours = pending.Echo[i];
            if ((pending.Present >> (field - 1) & 1) == 0 || ours.Units != theirs.Units) return field;
            ReadOnlySpan<byte> found = answer.Slice(theirs.Value, theirs.Length);
            ReadOnlySpan<byte> wanted = sent.Slice(ours.Value, ours.Length);
            if (found.SequenceEqual(wanted)) continue;
            if (i != AmountPosition || !amountMayDiffer || !IsLower(found, wanted)) return field;
        }
        return 0;
    }

    // Digits of equal length, in ASCII or packed: their order is that of the bytes.
    private static bool IsLower(ReadOnlySpan<byte> amount, ReadOnlySpan<byte> than) => amount.SequenceCompareTo(than) < 0;
}
