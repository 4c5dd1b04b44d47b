using System.Text;
using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Tests.Links;
using CardSwitch.Tests.Support;
using static CardSwitch.Tests.Journal.Stores.StoredSamples;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>Two stations in one database: they see each other's rows, and one carries on for the other when it dies.</summary>
[Collection(nameof(PostgresTests))]
public sealed class PostgresSharingTests(PostgresCluster cluster) : IDisposable
{
    private readonly string schema = cluster.NewSchema();
    private readonly List<PostgreSqlJournal> journals = [];

    public void Dispose() => journals.ForEach(journal => journal.Dispose());

    [PostgresFact]
    public void Stations_number_their_records_apart()
    {
        PostgreSqlJournal north = Opened("north"), south = Opened("south");
        north.Append(Group(1, 2, 1));
        south.Append(Group(1, 5, 1));
        Assert.Equal(2, Assert.Single(north.Unsettled()).Count);
        Assert.Equal(5, Assert.Single(south.Unsettled()).Count);
        south.Settle(Settling(1, Rows(1, 5)));
        Assert.Equal(2, Assert.Single(north.Unsettled()).Count);
        Assert.Empty(north.Rows(new JournalQuery()));
    }

    [PostgresFact]
    public void A_journal_is_not_taken_over_while_its_lease_lasts()
    {
        Opened("north");
        PostgreSqlJournal south = Opened("south");
        Assert.Null(south.TakeOver("north"));
        Assert.Null(south.TakeOver("nowhere"));
        JournalPeer peer = Assert.Single(south.Peers());
        Assert.Equal(("north", 1, false, 0), (peer.Station, peer.Epoch, peer.HasLapsed, peer.Settled));
        Assert.StartsWith("north on ", peer.Owner, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void A_dead_stations_journal_is_taken_over_with_all_that_is_unfinished()
    {
        PostgreSqlJournal north = Opened("north"), south = Opened("south");
        north.Append(Group(1, 2, 1));
        north.Settle(Settling(1, Rows(1, 2, row => row.Sealed = new byte[] { (byte)row.Number })));
        north.Append(Group(3, 4, 1));
        Lapse("north");
        Assert.True(Assert.Single(south.Peers()).HasLapsed);

        JournalTakeOver taken = Taken(south, "north");
        using IJournalStore store = taken.Store;
        Assert.Equal((6, 2, 2), (taken.Position.Last, taken.Position.Settled, taken.Position.Epoch));
        Assert.Equal(Row(2).Chain.ToArray(), taken.Position.Chain.ToArray());
        Assert.Equal([1, 2], store.Rows(new JournalQuery()).Select(row => row.Number));
        Assert.Equal([1, 2], store.SealedMessages().Select(message => message.Number));
        JournalGroup group = Assert.Single(store.Unsettled());
        Assert.Equal(Group(3, 4, 1).Sealed.ToArray(), group.Sealed.ToArray());
        Assert.Equal(Issuers, group.Issuers);

        Assert.Equal(JournalFault.Fenced, FaultOf(() => north.Append(Group(7, 1, 1))));
        Assert.Equal(JournalFault.Fenced, FaultOf(north.Renew));
        store.Append(Group(7, 1, 2));
        store.Settle(Settling(2, [1, 2], Rows(3, 7)));
        Assert.Empty(store.SealedMessages());
        Assert.Equal(7, store.Rows(new JournalQuery()).Count());
        // Its own journal is another one.
        south.Append(Group(1, 1, 1));
        Assert.Equal(1, Assert.Single(south.Unsettled()).Epoch);
    }

    [PostgresFact]
    public void Only_one_station_takes_a_journal_over()
    {
        Opened("north");
        PostgreSqlJournal south = Opened("south"), west = Opened("west");
        Lapse("north");
        using IJournalStore store = Taken(south, "north").Store;
        Assert.Null(west.TakeOver("north"));
        Assert.StartsWith("south on ", west.Peers()[0].Owner, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void A_station_that_comes_back_fences_whoever_took_its_journal_over()
    {
        Opened("north");
        PostgreSqlJournal south = Opened("south");
        Lapse("north");
        using IJournalStore store = Taken(south, "north").Store;
        store.Append(Group(1, 1, 2));

        PostgreSqlJournal back = Journal();
        JournalPosition position = back.Open(Owner("north"));
        Assert.Equal((1, 3), (position.Last, position.Epoch));
        Assert.Equal(JournalFault.Fenced, FaultOf(() => store.Append(Group(2, 1, 2))));
    }

    [PostgresFact]
    public void An_owner_that_renews_its_lease_keeps_its_journal()
    {
        PostgreSqlJournal north = Opened("north"), south = Opened("south");
        Lapse("north");
        north.Renew();
        Assert.Null(south.TakeOver("north"));
    }

    [PostgresFact]
    public void A_group_renews_the_lease_when_a_second_has_passed()
    {
        var clock = new VirtualTime();
        PostgreSqlJournal north = Journal(clock), south = Opened("south");
        north.Open(Owner("north"));
        Lapse("north");
        north.Append(Group(1, 1, 1));
        Assert.True(Assert.Single(south.Peers()).HasLapsed);
        clock.Advance(TimeSpan.FromSeconds(1));
        north.Append(Group(2, 1, 1));
        Assert.False(Assert.Single(south.Peers()).HasLapsed);
    }

    [PostgresFact]
    public void A_station_follows_the_rows_that_another_one_settles()
    {
        PostgreSqlJournal north = Opened("north"), south = Opened("south");
        Assert.Empty(south.PeerRows("north", 0, 10));
        north.Settle(Settling(1, Rows(1, 25)));
        long cursor = 0;
        var seen = new List<long>();
        while (south.PeerRows("north", cursor, 10) is { Count: > 0 } rows)
        {
            Assert.InRange(rows.Count, 1, 10);
            seen.AddRange(rows.Select(row => row.Number));
            cursor = rows[^1].Number;
        }
        Assert.Equal(Enumerable.Range(1, 25).Select(number => (long)number), seen);
        Assert.Equal(25, Assert.Single(south.Peers()).Settled);
        north.Settle(Settling(1, Row(26)));
        JournalRow news = Assert.Single(south.PeerRows("north", cursor, 10));
        Assert.Equal(Row(26).Key.ToArray(), news.Key.ToArray());
    }

    [PostgresFact]
    public void A_published_bin_table_reaches_every_station()
    {
        PostgreSqlJournal north = Opened("north"), south = Opened("south");
        Assert.Equal(0, south.RoutesVersion());
        Assert.Equal(1, north.PublishRoutes("476173,bank-a\n"u8.ToArray()));
        Assert.Equal(1, south.RoutesVersion());
        Assert.Equal(1, south.PublishRoutes("476173,bank-a\n"u8.ToArray()));
        Assert.Equal(2, south.PublishRoutes("476173,bank-b\n"u8.ToArray()));
        Assert.Equal(2, north.RoutesVersion());
        Assert.Equal("476173,bank-b\n", Encoding.UTF8.GetString(north.Routes(2)!));
        Assert.Equal("476173,bank-a\n", Encoding.UTF8.GetString(north.Routes(1)!));
        Assert.Null(north.Routes(3));
    }

    [PostgresFact]
    public void Tables_are_made_once_by_stations_that_start_together()
    {
        PostgreSqlJournal[] all = [.. Enumerable.Range(0, 6).Select(_ => Journal())];
        Parallel.For(0, all.Length, at => all[at].Open(Owner($"station {at}")));
        Assert.Equal(5, all[0].Peers().Count);
    }

    private PostgreSqlJournal Journal(TimeProvider? clock = null)
    {
        var journal = new PostgreSqlJournal(new PostgreSqlJournalOptions
        {
            ConnectionString = cluster.ConnectionString(),
            Schema = schema,
            Lease = TimeSpan.FromHours(1),
            CommandTimeout = TimeSpan.FromSeconds(60),
            ConnectTimeout = TimeSpan.FromSeconds(60),
            Clock = clock ?? TimeProvider.System,
        });
        journals.Add(journal);
        return journal;
    }

    private PostgreSqlJournal Opened(string station)
    {
        PostgreSqlJournal journal = Journal();
        journal.Open(Owner(station));
        return journal;
    }

    private static JournalTakeOver Taken(PostgreSqlJournal by, string station)
    {
        JournalTakeOver? taken = by.TakeOver(station);
        Assert.NotNull(taken);
        return taken;
    }

    private void Lapse(string station) => cluster.Execute(
        $"UPDATE {schema}.station SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1 second' WHERE station = '{station}'");

    private static JournalFault FaultOf(Action action) => Assert.Throws<JournalStoreException>(action).Fault;
}
