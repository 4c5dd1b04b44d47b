using CardSwitch.Journal;

namespace CardSwitch.Settlement;

/// <summary>
/// The totals of issuers and acquirers by business day and currency: a fold over the journal, whose only input is its
/// records. Allocates only for a party, day and currency never seen.
/// </summary>
internal sealed class TotalsBook
{
    private readonly PartyTotals issuers = new();
    private readonly PartyTotals acquirers = new();

    /// <summary>
    /// Adds what a record says it adds, to the issuer's totals and to the acquirer's. What came without DE 32 is the acquirer
    /// 0's.
    /// </summary>
    internal void Apply(in JournalEntry entry)
    {
        if (entry.Effect == TotalsEffect.None) return;
        issuers.For(new TotalsKey(entry.Issuer, entry.Day, entry.Currency)).Add(entry.Effect, entry.Amount);
        acquirers.For(new TotalsKey(entry.Acquirer, entry.Day, entry.Currency)).Add(entry.Effect, entry.Amount);
    }

    /// <summary>An issuer's totals; null while nothing was counted.</summary>
    internal DayTotals? OfIssuer(int issuer, int day, int currency) => issuers.Find(new TotalsKey(issuer, day, currency));

    /// <summary>An acquirer's totals; null while nothing was counted.</summary>
    internal DayTotals? OfAcquirer(long acquirer, int day, int currency) => acquirers.Find(new TotalsKey(acquirer, day, currency));

    /// <summary>All issuers' totals, by issuer, day and currency.</summary>
    internal IEnumerable<KeyValuePair<TotalsKey, DayTotals>> Issuers => issuers.InOrder;

    /// <summary>All acquirers' totals, by acquirer, day and currency.</summary>
    internal IEnumerable<KeyValuePair<TotalsKey, DayTotals>> Acquirers => acquirers.InOrder;

    /// <summary>Drops a day's totals.</summary>
    internal void Forget(int day)
    {
        issuers.Forget(day);
        acquirers.Forget(day);
    }
}
