using CardSwitch.Journal;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>What every journal store does, whatever it keeps its rows in. One empty place for each test.</summary>
public abstract partial class JournalStoreContract : IDisposable
{
    protected const string Station = "north";

    private readonly List<IJournalStore> made = [];

    /// <summary>A store of the same place each time; not opened yet.</summary>
    protected abstract IJournalStore Make();

    public virtual void Dispose()
    {
        foreach (IJournalStore store in made) store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_empty_journal_begins_at_nothing_and_counts_its_owners()
    {
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            using IJournalStore store = Make();
            JournalPosition position = store.Open(Owner());
            Assert.Equal((0, 0, epoch), (position.Last, position.Settled, position.Epoch));
            Assert.Equal(new byte[32], position.Chain.ToArray());
            Assert.Empty(store.Unsettled());
            Assert.Empty(store.SealedMessages());
            Assert.Empty(store.Rows(new JournalQuery()));
            JournalChain chain = store.Chain();
            Assert.Equal((0, 0), (chain.First, chain.Last));
            Assert.Equal(new byte[32], chain.Before.ToArray());
            Assert.True(chain.BeforeSeal.IsEmpty);
        }
    }

    [Fact]
    public void Groups_come_back_as_they_were_with_the_issuers_of_their_own_time()
    {
        JournalGroup[] groups;
        using (IJournalStore store = Make())
        {
            int epoch = store.Open(Owner()).Epoch;
            groups = [SampleRows.Group(1, 1, epoch, length: 1), SampleRows.Group(2, 500, epoch), SampleRows.Group(502, 3, epoch)];
            foreach (JournalGroup group in groups) store.Append(group);
            Assert.Equal(groups.Select(SampleRows.Text), store.Unsettled().Select(SampleRows.Text));
        }
        JournalIssuer[] others = [new("another", "iso2003-ascii")];
        using IJournalStore next = Make();
        JournalPosition position = next.Open(new JournalOwner(Station, others));
        Assert.Equal((504, 0, 2), (position.Last, position.Settled, position.Epoch));
        var later = new JournalGroup(505, 2, position.Epoch, others, SampleRows.Bytes("later", 1, 99));
        next.Append(later);
        Assert.Equal(groups.Append(later).Select(SampleRows.Text), next.Unsettled().Select(SampleRows.Text));
    }

    [Fact]
    public void A_group_may_be_as_large_as_a_second_of_a_whole_country()
    {
        using IJournalStore store = Open(out int epoch);
        JournalGroup large = SampleRows.Group(1, 40_000, epoch, length: 24_000_000);
        store.Append(large);
        Assert.True(large.Sealed.Span.SequenceEqual(Assert.Single(store.Unsettled()).Sealed.Span));
    }

    [Fact]
    public void The_same_group_again_is_success_and_another_one_in_its_place_is_not()
    {
        using IJournalStore store = Open(out int epoch);
        JournalGroup group = SampleRows.Group(1, 5, epoch);
        store.Append(group);
        store.Append(group);
        Assert.Equal(SampleRows.Text(group), SampleRows.Text(Assert.Single(store.Unsettled())));

        byte[] changed = group.Sealed.ToArray();
        changed[^1] ^= 1;
        Assert.Throws<JournalStoreException>(() => store.Append(group with { Sealed = changed }));
        Assert.Throws<JournalStoreException>(() => store.Append(group with { Count = 4 }));
        Assert.Equal(SampleRows.Text(group), SampleRows.Text(Assert.Single(store.Unsettled())));
    }

    [Fact]
    public void Rows_take_the_place_of_their_groups_and_say_all_that_they_said()
    {
        using IJournalStore store = Open(out int epoch);
        Append(store, epoch, 1, 40, 40);
        JournalSettlement settlement = SampleRows.Settlement(1, 40, epoch);
        store.Settle(settlement);

        Assert.Equal(SampleRows.Group(41, 40, epoch).First, Assert.Single(store.Unsettled()).First);
        Assert.Equal(settlement.Rows.Select(SampleRows.Text), store.Rows(new JournalQuery()).Select(SampleRows.Text));
        JournalChain chain = store.Chain();
        Assert.Equal((1, 40), (chain.First, chain.Last));
        Assert.Equal(SampleRows.SealOf(40), chain.Seal.ToArray());
        Assert.Equal(new byte[32], chain.Before.ToArray());
    }

    [Fact]
    public void A_group_of_which_some_records_are_settled_stays()
    {
        using IJournalStore store = Open(out int epoch);
        Append(store, epoch, 1, 30, 30);
        store.Settle(SampleRows.Settlement(1, 45, epoch));
        Assert.Equal(31, Assert.Single(store.Unsettled()).First);
        store.Settle(SampleRows.Settlement(46, 15, epoch));
        Assert.Empty(store.Unsettled());
        Assert.Equal(60, store.Chain().Last);
    }

    [Fact]
    public void A_settled_journal_opens_where_it_stood()
    {
        using (IJournalStore store = Open(out int epoch))
        {
            Append(store, epoch, 1, 20, 10);
            store.Settle(SampleRows.Settlement(1, 20, epoch));
        }
        using IJournalStore next = Make();
        JournalPosition position = next.Open(Owner());
        Assert.Equal((30, 20, 2), (position.Last, position.Settled, position.Epoch));
        Assert.Equal(SampleRows.ChainOf(20), position.Chain.ToArray());
        Assert.Equal(20, next.Rows(new JournalQuery()).Count());
        next.Append(SampleRows.Group(31, 1, 2));
    }

    [Fact]
    public void A_journal_whose_groups_are_all_settled_goes_on_with_the_next_number()
    {
        using (IJournalStore store = Open(out int epoch))
        {
            Append(store, epoch, 1, 20);
            store.Settle(SampleRows.Settlement(1, 20, epoch));
        }
        using IJournalStore next = Make();
        JournalPosition position = next.Open(Owner());
        Assert.Equal((20, 20), (position.Last, position.Settled));
        next.Append(SampleRows.Group(21, 4, position.Epoch));
        Assert.Equal(21, Assert.Single(next.Unsettled()).First);
    }

    [Fact]
    public void Settling_the_same_rows_again_changes_nothing()
    {
        using IJournalStore store = Open(out int epoch);
        Append(store, epoch, 1, 20);
        JournalSettlement settlement = SampleRows.Settlement(1, 20, epoch, isSealed: number => number == 3);
        store.Settle(settlement);
        store.Settle(settlement);
        Assert.Equal(settlement.Rows.Select(SampleRows.Text), store.Rows(new JournalQuery()).Select(SampleRows.Text));
        Assert.Equal(3, Assert.Single(store.SealedMessages()).Number);
        Assert.Equal((1, 20), (store.Chain().First, store.Chain().Last));
    }

    [Fact]
    public void Rows_that_leave_a_gap_are_refused()
    {
        using IJournalStore store = Open(out int epoch);
        Append(store, epoch, 1, 20, 20);
        store.Settle(SampleRows.Settlement(1, 10, epoch));
        Assert.Throws<JournalStoreException>(() => store.Settle(SampleRows.Settlement(12, 5, epoch)));
        Assert.Equal(10, store.Rows(new JournalQuery()).Count());
        Assert.Equal(10, store.Chain().Last);
    }

    [Fact]
    public void Sealed_messages_stay_until_they_have_ended()
    {
        using IJournalStore store = Open(out int epoch);
        Append(store, epoch, 1, 30);
        store.Settle(SampleRows.Settlement(1, 10, epoch, isSealed: number => number is 2 or 5 or 7));
        Assert.Equal([2, 5, 7], store.SealedMessages().Select(message => message.Number));
        Assert.Equal(SampleRows.Bytes("sealed", 5, 120), store.SealedMessages().ElementAt(1).Sealed.ToArray());

        // 12 is put away with the very rows that end it; 4 and 999 never were.
        store.Settle(SampleRows.Settlement(11, 10, epoch, ended: [12, 4, 5, 999], isSealed: number => number is 12 or 13));
        Assert.Equal([2, 7, 13], store.SealedMessages().Select(message => message.Number));
        store.Settle(SampleRows.Settlement(21, 10, epoch, ended: [2, 7, 13]));
        Assert.Empty(store.SealedMessages());
    }

    protected static JournalOwner Owner(bool isReader = false) => new(Station, SampleRows.Issuers, isReader);

    /// <summary>A store that another test object may have left something in is never opened: the place is new.</summary>
    protected IJournalStore Open(out int epoch)
    {
        IJournalStore store = Make();
        made.Add(store);
        epoch = store.Open(Owner()).Epoch;
        return store;
    }

    protected static void Append(IJournalStore store, int epoch, long first, params int[] counts)
    {
        foreach (int count in counts)
        {
            store.Append(SampleRows.Group(first, count, epoch));
            first += count;
        }
    }
}
