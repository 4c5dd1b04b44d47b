using CardSwitch.Iso8583;

namespace CardSwitch.StoreAndForward;

/// <summary>
/// Which request a reversal is about in the editions of 1993 and 2003: DE 56 says it, DE 24 that it is a reversal, and of
/// a partial one DE 4 holds what remains and DE 30 what was.
/// </summary>
internal static class OriginalElements1993
{
    private const int FullReversal = 400;
    private const int PartialReversal = 401;
    private const int MostDigits = 41;
    private const int AmountDigits = 12;

    /// <summary>
    /// DE 56: type n 4, trace number and local time as wide as DE 11 and 12 are (n 6 and n 12, or n 12 and n 14), acquirer
    /// n ..11, which has a length of two digits before it in 1993.
    /// </summary>
    internal static bool TrySet(MessagePatch patch, MessageView source, in ReversalTerms terms)
    {
        bool isPartial = terms.ReplacementAmount >= 0;
        return patch.SetDigits(Field.NetworkId, isPartial ? PartialReversal : FullReversal).IsOk
            && TrySetOriginal(patch, source, in terms)
            && (!isPartial || TrySetAmounts(patch, source, terms.ReplacementAmount));
    }

    private static bool TrySetOriginal(MessagePatch patch, MessageView source, in ReversalTerms terms)
    {
        FieldLayout[] layouts = source.Format.Layouts;
        int stanDigits = layouts[Field.Stan].MaxUnits, timeDigits = layouts[Field.LocalTime].MaxUnits;
        if (4 + stanDigits + timeDigits + 13 > MostDigits + 2) return false;
        source.TryGetInt64(Field.LocalTime, out long localTime);
        source.TryGetInt64(Field.AcquirerId, out long acquirer);
        int acquirerDigits = acquirer == 0 ? 0 : DigitValue.Count(acquirer);

        Span<byte> original = stackalloc byte[MostDigits + 2];
        int length = 4;
        terms.OriginalType.WriteAscii(original);
        DigitValue.WriteAscii(original.Slice(length, stanDigits), terms.OriginalStan);
        length += stanDigits;
        DigitValue.WriteAscii(original.Slice(length, timeDigits), localTime);
        length += timeDigits;
        if (terms.OriginalType.Version == MessageVersion.Iso1993)
        {
            DigitValue.WriteAscii(original.Slice(length, 2), acquirerDigits);
            length += 2;
        }
        DigitValue.WriteAscii(original.Slice(length, acquirerDigits), acquirer);
        return patch.Set(Field.ReservedIso56, original[..(length + acquirerDigits)]).IsOk;
    }

    // In the 2003 edition currency and exponent stand before the digits of an amount.
    private static bool TrySetAmounts(MessagePatch patch, MessageView source, long remains)
    {
        int width = source.Units(Field.Amount);
        if (width is < AmountDigits or > 16) return false;
        Span<byte> amounts = stackalloc byte[2 * width];
        amounts.Fill((byte)'0');
        if (!source.TryCopy(Field.Amount, amounts, out _)) return false;
        if (source.Units(Field.SettlementAmount) == width) source.TryCopy(Field.SettlementAmount, amounts[width..], out _);
        if (!patch.Set(Field.TransactionProcessingFee, amounts).IsOk) return false;
        DigitValue.WriteAscii(amounts[(width - AmountDigits)..width], remains);
        return patch.Set(Field.Amount, amounts[..width]).IsOk;
    }
}
