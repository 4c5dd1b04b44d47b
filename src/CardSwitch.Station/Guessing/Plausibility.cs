using CardSwitch.Iso8583;

namespace CardSwitch.Station.Guessing;

/// <summary>Counts what of the values read makes sense, beyond the characters that a parser checks.</summary>
internal sealed class Plausibility
{
    // The edition of the standard stands in two places at once, in the type and in the table: that is no accident.
    private const int EditionWeight = 2;

    private int passed;
    private int failed;

    /// <summary>The share of values that make sense, 0 to 1, rounded so that equals are equal; 0 of none.</summary>
    internal double Share => passed + failed == 0 ? 0 : Math.Round((double)passed / (passed + failed), 4);

    internal void Look(MessageView message, bool? header)
    {
        if (header is { } isTrue) Count(isTrue);
        LookAtType(message.Type, message.Format.Name);
        if (message.Has(Field.Pan)) Count(message.TryGetPan(out Pan pan) && pan.Length >= 12 && pan.HasValidCheckDigit);
        if (message.Has(Field.Track2)) Count(message.TryGetTrack2(out _));
        Span<byte> plain = stackalloc byte[16];
        foreach (int field in Decoding.FieldNumbers.Of(message))
        {
            FieldSpec spec = message.Format[field]!;
            bool isCurrency = spec.Name.StartsWith("Currency code", StringComparison.Ordinal);
            if (spec.Date is null && !isCurrency) continue;
            bool copied = message.TryCopy(field, plain, out int written);
            if (isCurrency) Count(copied && Currency.TryParse(plain[..written], out Currency currency) && currency.IsKnown);
            else Count(copied && DateLayout.Admits(spec.Date!, plain[..written]));
        }
    }

    private void LookAtType(MessageType type, string format)
    {
        Count(type.Class is >= MessageClass.Authorization and <= MessageClass.NetworkManagement);
        Count(type.Function is <= (MessageFunction)5 or (MessageFunction)8);
        Count(type.Origin <= (MessageOrigin)5);
        int edition = format switch
        {
            _ when format.Contains("1987", StringComparison.Ordinal) => 0,
            _ when format.Contains("1993", StringComparison.Ordinal) => 1,
            _ when format.Contains("2003", StringComparison.Ordinal) => 2,
            _ => -1,
        };
        Count(edition < 0 ? type.Version <= (MessageVersion)2 : type.Version == (MessageVersion)edition, EditionWeight);
    }

    private void Count(bool makesSense, int weight = 1)
    {
        if (makesSense) passed += weight;
        else failed += weight;
    }
}
