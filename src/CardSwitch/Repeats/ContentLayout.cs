namespace CardSwitch.Repeats;

/// <summary>
/// Where the fields of the content's digest stand in their block. The last word holds the lengths of DE 2, 3, 4 and 49, in
/// five bits each, and above them those of DE 90 and 95, which are rare and stand as digests added up.
/// </summary>
internal static class ContentLayout
{
    internal const int Pan = 0, Amount = 2, ProcessingCode = 4, Currency = 5, Rare = 6, Lengths = 7;

    internal const int ProcessingCodeShift = 5, AmountShift = 10, CurrencyShift = 15, OriginalShift = 20, ReplacementShift = 25;
}
