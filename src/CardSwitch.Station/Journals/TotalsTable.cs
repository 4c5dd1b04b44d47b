using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Journals;

/// <summary>Totals as lines in columns, with the numbers of the data elements that carry them (0500, 0520).</summary>
internal static class TotalsTable
{
    private static readonly string[] Head =
    [
        "day", "issuer", "currency", "debits", "amount", "reversed", "amount", "credits", "amount", "reversed", "amount", "net",
    ];

    internal static IEnumerable<string> Of(IEnumerable<TotalsSnapshot> totals) =>
        TextColumns.Of([Head, .. totals.Select(Line)], 3, 4, 5, 6, 7, 8, 9, 10, 11);

    private static string[] Line(TotalsSnapshot totals) =>
    [
        totals.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), totals.Issuer, CurrencyOf(totals).AlphaCode,
        RowText.Number(totals.Debits), Sum(totals, totals.DebitAmount),
        RowText.Number(totals.DebitReversals), Sum(totals, totals.DebitReversalAmount),
        RowText.Number(totals.Credits), Sum(totals, totals.CreditAmount),
        RowText.Number(totals.CreditReversals), Sum(totals, totals.CreditReversalAmount), Sum(totals, totals.Net),
    ];

    private static Currency CurrencyOf(TotalsSnapshot totals) =>
        Currency.TryFromNumeric(totals.Currency, out Currency currency) ? currency : default;

    // The currency has a column of its own.
    private static string Sum(TotalsSnapshot totals, long minorUnits) =>
        new Amount(minorUnits, CurrencyOf(totals)).ToString().Split(' ')[0];
}
