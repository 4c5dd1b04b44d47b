using System.Globalization;
using CardSwitch.Journal;

namespace CardSwitch.Tests.Journal.Stores;

public abstract partial class JournalStoreContract
{
    private const int Days = 4;
    private const int RowsOfDay = 60;

    [Fact]
    public void Rows_are_found_by_every_value_alone_and_together()
    {
        using IJournalStore store = Open(out int epoch);
        JournalRow[] all = [.. SettleDays(store, epoch)];
        JournalRow sample = all[42];
        JournalQuery[] queries =
        [
            new(),
            new() { From = 17 },
            new() { To = 130 },
            new() { From = 50, To = 140 },
            new() { From = 140, To = 50 },
            new() { From = 100_000 },
            new() { Day = DayOf(1) },
            new() { Day = new DateOnly(2031, 1, 1) },
            new() { CardToken = sample.CardToken },
            new() { CardToken = new byte[16] },
            new() { Terminal = sample.Terminal },
            new() { Terminal = "' OR 1=1 --" },
            new() { Rrn = sample.Rrn },
            new() { Key = sample.Key },
            new() { Kind = 14 },
            new() { Kind = 99 },
            new() { CardToken = sample.CardToken, Kind = 2, From = 30 },
            new() { Terminal = sample.Terminal, Day = DayOf(2) },
            new() { Terminal = sample.Terminal, CardToken = sample.CardToken, Rrn = sample.Rrn, Key = sample.Key, To = 44 },
            new() { Rrn = sample.Rrn, Day = DayOf(3) },
        ];
        foreach (JournalQuery query in queries)
        {
            Assert.Equal(all.Where(row => Fits(row, query)).Select(SampleRows.Text), store.Rows(query).Select(SampleRows.Text));
        }
    }

    [Fact]
    public void Rows_of_an_older_day_that_come_late_stand_in_the_order_of_their_numbers()
    {
        using IJournalStore store = Open(out int epoch);
        JournalRow[] rows = [.. Enumerable.Range(1, 40).Select(i => SampleRows.Row(i, SampleRows.FirstDay + (i is 20 or > 30 ? 1 : 0)))];
        rows[35].Day = SampleRows.FirstDay;
        rows[39].Day = 0;
        foreach (JournalRow[] some in rows.Chunk(4))
        {
            store.Append(SampleRows.Group(some[0].Number, 4, epoch));
            store.Settle(new JournalSettlement(some, [], epoch, SampleRows.SealOf(some[^1].Number)));
        }
        Assert.Equal(rows.Select(SampleRows.Text), store.Rows(new JournalQuery()).Select(SampleRows.Text));
        var first = new JournalQuery { Day = DayOf(0) };
        Assert.Equal(rows.Where(row => Fits(row, first)).Select(row => row.Number), store.Rows(first).Select(row => row.Number));
    }

    [Fact]
    public void A_reader_sees_settled_rows_while_the_station_writes()
    {
        using IJournalStore store = Open(out int epoch);
        using IJournalStore reader = Make();
        JournalPosition position = reader.Open(Owner(isReader: true));
        Assert.Equal((0, 0), (position.Last, position.Settled));
        for (int settled = 0; settled < 50; settled += 10)
        {
            Append(store, epoch, settled + 1, 10);
            Assert.Equal(settled, reader.Rows(new JournalQuery()).Count());
            store.Settle(SampleRows.Settlement(settled + 1, 10, epoch, SampleRows.FirstDay + settled / 20));
            Assert.Equal(settled + 10, reader.Rows(new JournalQuery()).Count());
            Assert.Equal(settled + 10, reader.Chain().Last);
        }

        using (IEnumerator<JournalRow> rows = reader.Rows(new JournalQuery()).GetEnumerator())
        {
            for (int i = 1; i <= 5; i++) Assert.True(rows.MoveNext());
            Append(store, epoch, 51, 10);
            store.Settle(SampleRows.Settlement(51, 10, epoch, SampleRows.FirstDay + 9));
            for (int i = 6; i <= 50; i++)
            {
                Assert.True(rows.MoveNext());
                Assert.Equal(i, rows.Current.Number);
            }
        }
        Append(store, epoch, 61, 1);
    }

    [Fact]
    public void A_reader_takes_nothing_from_the_owner()
    {
        using IJournalStore store = Open(out int epoch);
        using (IJournalStore reader = Make()) Assert.Equal(epoch, reader.Open(Owner(isReader: true)).Epoch);
        Append(store, epoch, 1, 10);
        store.Settle(SampleRows.Settlement(1, 10, epoch));
        using IJournalStore later = Make();
        Assert.Equal((10, 10, epoch), (later.Open(Owner(isReader: true)) is var at ? (at.Last, at.Settled, at.Epoch) : default));
    }

    [Fact]
    public void Of_two_owners_one_writes()
    {
        using IJournalStore first = Open(out int epoch);
        Append(first, epoch, 1, 10);
        using IJournalStore second = Make();
        JournalStoreException? refusal = null;
        try
        {
            int next = second.Open(Owner()).Epoch;
            Append(second, next, 11, 10);
        }
        catch (JournalStoreException e)
        {
            refusal = e;
        }

        // An embedded store holds the later one off; a shared one lets it take over.
        if (refusal is null)
        {
            refusal = Assert.Throws<JournalStoreException>(() => Append(first, epoch, 21, 1));
            Assert.Equal(JournalFault.Fenced, refusal.Fault);
            refusal = Assert.Throws<JournalStoreException>(() => first.Settle(SampleRows.Settlement(1, 10, epoch)));
            Assert.Equal(2, second.Unsettled().Count());
        }
        else
        {
            Append(first, epoch, 11, 10);
            Assert.Equal(2, first.Unsettled().Count());
        }
        Assert.Equal(JournalFault.Fenced, refusal.Fault);
    }

    [Fact]
    public void Days_are_pruned_whole_and_what_is_left_has_its_anchor()
    {
        using IJournalStore store = Open(out int epoch);
        SettleDays(store, epoch);
        var told = new List<long>();
        long pruned = store.Prune(DayOf(2), new Told(told));

        Assert.Equal(2 * RowsOfDay, pruned);
        Assert.Equal(pruned, told[^1]);
        Assert.Equal(told.Order(), told);
        JournalChain chain = store.Chain();
        Assert.Equal((2 * RowsOfDay + 1, Days * RowsOfDay), (chain.First, chain.Last));
        Assert.Equal(SampleRows.ChainOf(2 * RowsOfDay), chain.Before.ToArray());
        Assert.Equal(SampleRows.SealOf(2 * RowsOfDay), chain.BeforeSeal.ToArray());
        Assert.Equal(
            Enumerable.Range(2 * RowsOfDay + 1, 2 * RowsOfDay).Select(number => (long)number),
            store.Rows(new JournalQuery()).Select(row => row.Number));
        Assert.Equal(0, store.Prune(DayOf(2), null));

        store.Dispose();
        using IJournalStore next = Make();
        Assert.Equal(Days * RowsOfDay, next.Open(Owner()).Settled);
        Assert.Equal(2 * RowsOfDay + 1, next.Rows(new JournalQuery()).First().Number);
        Assert.Equal(chain.First, next.Chain().First);
    }

    [Fact]
    public void An_operator_prunes_while_the_station_goes_on()
    {
        using IJournalStore store = Open(out int epoch);
        SettleDays(store, epoch);
        using IJournalStore other = Make();
        other.Open(Owner() with { IsReader = true });
        Assert.Equal(2 * RowsOfDay, other.Prune(DayOf(2), null));
        Assert.Equal(2 * RowsOfDay + 1, other.Rows(new JournalQuery()).First().Number);

        Append(store, epoch, Days * RowsOfDay + 1, 20);
        store.Settle(SampleRows.Settlement(Days * RowsOfDay + 1, 20, epoch, SampleRows.FirstDay + Days));
        Assert.Equal((2 * RowsOfDay + 1, Days * RowsOfDay + 20), (store.Chain().First, store.Chain().Last));
        Assert.Equal(2 * RowsOfDay + 1, store.Rows(new JournalQuery()).First().Number);
    }

    [Fact]
    public void Rows_whose_message_is_still_needed_are_not_pruned()
    {
        using IJournalStore store = Open(out int epoch);
        SettleDays(store, epoch, isSealed: number => number == RowsOfDay + 7);
        store.Prune(DayOf(3), null);
        Assert.Equal(RowsOfDay + 7, Assert.Single(store.SealedMessages()).Number);
        Assert.Equal(RowsOfDay + 7, Assert.Single(store.Rows(new JournalQuery { From = RowsOfDay + 7, To = RowsOfDay + 7 })).Number);
        Assert.InRange(store.Chain().First, 1, RowsOfDay + 7);
    }

    private static List<JournalRow> SettleDays(IJournalStore store, int epoch, Func<long, bool>? isSealed = null)
    {
        var rows = new List<JournalRow>();
        for (int at = 0; at < Days * RowsOfDay; at += 20)
        {
            Append(store, epoch, at + 1, 20);
            JournalSettlement some = SampleRows.Settlement(at + 1, 20, epoch, SampleRows.FirstDay + at / RowsOfDay, isSealed: isSealed);
            store.Settle(some);
            rows.AddRange(some.Rows);
        }
        return rows;
    }

    private static DateOnly DayOf(int days) => new DateOnly(2026, 3, 1).AddDays(days);

    private static bool Fits(JournalRow row, JournalQuery query) =>
        row.Number >= query.From && row.Number <= query.To
        && (query.Day is not { } day || row.Day == int.Parse($"{day:yyyyMMdd}", CultureInfo.InvariantCulture))
        && (query.CardToken.IsEmpty || row.CardToken.Span.SequenceEqual(query.CardToken.Span))
        && (query.Terminal is null || row.Terminal == query.Terminal)
        && (query.Rrn is null || row.Rrn == query.Rrn)
        && (query.Key.IsEmpty || row.Key.Span.SequenceEqual(query.Key.Span))
        && (query.Kind == 0 || row.Kind == query.Kind);

    private sealed class Told(List<long> values) : IProgress<long>
    {
        public void Report(long value) => values.Add(value);
    }
}
