using CardSwitch.Settlement;

namespace CardSwitch;

/// <summary>An issuer's totals of one business day in one currency, as the station counts them; amounts in minor units.</summary>
/// <param name="Issuer">The issuer's name.</param>
/// <param name="Day">The business day.</param>
/// <param name="Currency">DE 49 as a number: 978.</param>
/// <param name="Debits">Purchases and cash (DE 76).</param>
/// <param name="DebitAmount">Their amount (DE 88).</param>
/// <param name="DebitReversals">Those of them that were reversed (DE 77).</param>
/// <param name="DebitReversalAmount">Their amount (DE 89).</param>
/// <param name="Credits">Refunds and deposits (DE 74).</param>
/// <param name="CreditAmount">Their amount (DE 86).</param>
/// <param name="CreditReversals">Those of them that were reversed (DE 75).</param>
/// <param name="CreditReversalAmount">Their amount (DE 87).</param>
/// <param name="Net">Credits less debits, reversals taken off (DE 97).</param>
public sealed record TotalsSnapshot(
    string Issuer, DateOnly Day, int Currency, long Debits, long DebitAmount, long DebitReversals, long DebitReversalAmount,
    long Credits, long CreditAmount, long CreditReversals, long CreditReversalAmount, long Net)
{
    internal static TotalsSnapshot Of(string issuer, in TotalsKey key, DayTotals totals) => new(
        issuer, BusinessDay.ToDate(key.Day), key.Currency,
        totals.Debits, totals.DebitAmount, totals.DebitReversals, totals.DebitReversalAmount,
        totals.Credits, totals.CreditAmount, totals.CreditReversals, totals.CreditReversalAmount, totals.Net);
}
