using CardSwitch.Iso8583;

namespace CardSwitch.Issuing;

/// <summary>
/// The fields that tie an answer to its request (ISO 8583: message matching). Each of them that the answer carries must
/// be equal to the request's, byte for byte.
/// </summary>
internal static class EchoedFields
{
    internal const int Count = 8;

    /// <summary>DE 4 stands third: it alone may differ, in a partial approval.</summary>
    internal const int AmountPosition = 2;

    internal static ReadOnlySpan<byte> Numbers =>
    [
        Field.Pan, Field.ProcessingCode, Field.Amount, Field.TransmissionDateTime,
        Field.Stan, Field.Rrn, Field.TerminalId, Field.Currency,
    ];

    /// <summary>Notes where the fields stand in a frame; an absent one is the default slot.</summary>
    internal static void Note(FieldIndex index, ref PendingRequest.EchoSlots slots)
    {
        ReadOnlySpan<byte> numbers = Numbers;
        for (int i = 0; i < numbers.Length; i++)
        {
            slots[i] = index.Has(numbers[i]) ? index[numbers[i]] : default;
        }
    }

    /// <summary>The first field in which the answer differs from the request as it was sent, or 0.</summary>
    internal static int FirstDifference(
        ReadOnlySpan<byte> sent, ref PendingRequest.EchoSlots slots, ReadOnlySpan<byte> answer, FieldIndex index,
        bool amountMayDiffer)
    {
        ReadOnlySpan<byte> numbers = Numbers;
        for (int i = 0; i < numbers.Length; i++)
        {
            int field = numbers[i];
            if (!index.Has(field)) continue;
            FieldSlot theirs = index[field], ours = slots[i];
            if (ours.Length == theirs.Length
                && sent.Slice(ours.Value, ours.Length).SequenceEqual(answer.Slice(theirs.Value, theirs.Length)))
            {
                continue;
            }
            if (i == AmountPosition && amountMayDiffer && ours.Length == theirs.Length
                && IsLower(answer.Slice(theirs.Value, theirs.Length), sent.Slice(ours.Value, ours.Length)))
            {
                continue;
            }
            return field;
        }
        return 0;
    }

    // Digits of equal length, in ASCII or packed: their order is that of the bytes.
    private static bool IsLower(ReadOnlySpan<byte> amount, ReadOnlySpan<byte> than) => amount.SequenceCompareTo(than) < 0;
}
