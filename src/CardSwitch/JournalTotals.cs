using CardSwitch.Journal;
using CardSwitch.Settlement;

namespace CardSwitch;

/// <summary>
/// The issuers' totals as a journal's rows make them: the same sum over the same records that a station keeps while it
/// runs, and that its reconciliation messages (0500, 0520) are made of.
/// </summary>
public sealed class JournalTotals
{
    private readonly TotalsBook book = new();
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly List<string> issuers = [];

    /// <summary>Adds what a row adds to the totals, if anything.</summary>
    public void Add(JournalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Effect == (int)TotalsEffect.None || row.Issuer is null || !BusinessDay.IsDay(row.Day)) return;
        if (!positions.TryGetValue(row.Issuer, out int position))
        {
            position = issuers.Count;
            issuers.Add(row.Issuer);
            positions.Add(row.Issuer, position);
        }
        book.Add((TotalsEffect)row.Effect, position, row.Acquirer, row.Day, row.Currency, row.Amount);
    }

    /// <summary>The totals of what was added, by day, issuer and currency.</summary>
    public IReadOnlyList<TotalsSnapshot> Snapshot() =>
    [
        .. book.Issuers
            .Select(totals => TotalsSnapshot.Of(issuers[(int)totals.Key.Party], totals.Key, totals.Value))
            .OrderBy(totals => totals.Day).ThenBy(totals => totals.Issuer, StringComparer.Ordinal).ThenBy(totals => totals.Currency),
    ];
}
