using CardSwitch.Iso8583;

namespace CardSwitch.StoreAndForward;

/// <summary>DE 90 and DE 95 of the 1987 edition: which request a reversal is about, and what remains of it.</summary>
internal static class OriginalElements1987
{
    private const int Digits = 42;

    /// <summary>
    /// DE 90, n 42: type n 4, trace number n 6, transmission n 10, acquirer n 11, forwarder n 11, each behind zeros. DE 95,
    /// an 42: amount n 12, settlement amount n 12, two fees x+n 8; only if the terms have an amount.
    /// </summary>
    internal static bool TrySet(MessagePatch patch, MessageView source, in ReversalTerms terms)
    {
        long forwarder = terms.Institution;
        if (forwarder == 0) source.TryGetInt64(Field.ForwarderId, out forwarder);
        source.TryGetInt64(Field.AcquirerId, out long acquirer);

        Span<byte> original = stackalloc byte[Digits];
        terms.OriginalType.WriteAscii(original[..4]);
        DigitValue.WriteAscii(original[4..10], terms.OriginalStan);
        DigitValue.WriteAscii(original[10..20], terms.OriginalTransmission);
        DigitValue.WriteAscii(original[20..31], acquirer);
        DigitValue.WriteAscii(original[31..], forwarder);
        if (!patch.Set(Field.OriginalDataElements, original).IsOk) return false;
        if (terms.ReplacementAmount < 0) return true;

        Span<byte> replacement = stackalloc byte[Digits];
        DigitValue.WriteAscii(replacement[..12], terms.ReplacementAmount);
        "000000000000C00000000C00000000"u8.CopyTo(replacement[12..]);
        return patch.Set(Field.ReplacementAmounts, replacement).IsOk;
    }
}
