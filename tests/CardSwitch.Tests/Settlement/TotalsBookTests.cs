using CardSwitch.Journal;
using CardSwitch.Settlement;

namespace CardSwitch.Tests.Settlement;

/// <summary>The book holds what adding up the list of records anew gives.</summary>
public sealed class TotalsBookTests
{
    private static readonly int[] Days = [20261122, 20261123, 20261231];

    // The data element that counts each effect, and that which sums it.
    private static readonly (TotalsEffect Effect, int Count, int Sum)[] Fields =
    [
        (TotalsEffect.Credit, 74, 86), (TotalsEffect.CreditReversal, 75, 87), (TotalsEffect.Debit, 76, 88),
        (TotalsEffect.DebitReversal, 77, 89), (TotalsEffect.Transfer, 78, 0), (TotalsEffect.TransferReversal, 79, 0),
        (TotalsEffect.Inquiry, 80, 0), (TotalsEffect.Authorization, 81, 0),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Totals_are_those_of_the_records(int seed)
    {
        var random = new Random(seed);
        var book = new TotalsBook();
        var records = new List<(TotalsEffect Effect, short Issuer, long Acquirer, int Day, short Currency, long Amount)>();
        for (int i = 0; i < 20_000; i++)
        {
            var entry = new JournalEntry
            {
                Effect = (TotalsEffect)random.Next(9),
                Issuer = (short)random.Next(70),
                Acquirer = random.NextInt64(3) * 64,
                Day = Days[random.Next(Days.Length)],
                Currency = (short)(random.Next(2) == 0 ? 978 : 840),
                Amount = random.NextInt64(1_000_000_000_000),
            };
            book.Apply(in entry);
            records.Add((entry.Effect, entry.Issuer, entry.Acquirer, entry.Day, entry.Currency, entry.Amount));
        }
        records.RemoveAll(record => record.Effect == TotalsEffect.None);

        AssertSame(records.GroupBy(r => new TotalsKey(r.Issuer, r.Day, r.Currency), r => (r.Effect, r.Amount)), book.Issuers);
        AssertSame(records.GroupBy(r => new TotalsKey(r.Acquirer, r.Day, r.Currency), r => (r.Effect, r.Amount)), book.Acquirers);

        book.Forget(Days[1]);
        records.RemoveAll(record => record.Day == Days[1]);
        AssertSame(records.GroupBy(r => new TotalsKey(r.Issuer, r.Day, r.Currency), r => (r.Effect, r.Amount)), book.Issuers);
        Assert.Null(book.OfIssuer(1, Days[1], 978));

        // Counted anew, not into what was forgotten.
        var late = new JournalEntry { Effect = TotalsEffect.Debit, Issuer = 1, Day = Days[1], Currency = 978, Amount = 5 };
        book.Apply(in late);
        Assert.Equal(-5, book.OfIssuer(1, Days[1], 978)!.Net);
        Assert.Equal(-5, book.OfAcquirer(0, Days[1], 978)!.Net);
    }

    private static void AssertSame(
        IEnumerable<IGrouping<TotalsKey, (TotalsEffect Effect, long Amount)>> expected,
        IEnumerable<KeyValuePair<TotalsKey, DayTotals>> actual)
    {
        var groups = expected.OrderBy(g => g.Key.Party).ThenBy(g => g.Key.Day).ThenBy(g => g.Key.Currency).ToArray();
        var found = actual.ToArray();
        Assert.Equal(groups.Select(group => group.Key), found.Select(pair => pair.Key));
        foreach (var (group, totals) in groups.Zip(found.Select(pair => pair.Value)))
        {
            long net = 0;
            foreach (var (effect, count, sum) in Fields)
            {
                long amount = group.Where(r => r.Effect == effect).Sum(r => r.Amount);
                Assert.True(totals.TryGet(count, out long number));
                Assert.Equal(group.Count(r => r.Effect == effect), number);
                if (sum == 0) continue;
                Assert.True(totals.TryGet(sum, out long total));
                Assert.Equal(amount, total);
                net += effect is TotalsEffect.Credit or TotalsEffect.DebitReversal ? amount : -amount;
            }
            Assert.Equal(net, totals.Net);
        }
    }
}
