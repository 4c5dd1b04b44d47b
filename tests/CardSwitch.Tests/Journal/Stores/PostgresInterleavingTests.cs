using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Tests.Links;
using CardSwitch.Tests.Support;
using Npgsql;
using static CardSwitch.Tests.Journal.Stores.StoredSamples;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>One thread appends while another settles, and a new owner comes while either is in the middle of it.</summary>
[Collection(nameof(PostgresTests))]
public sealed class PostgresInterleavingTests(PostgresCluster cluster) : IDisposable
{
    private readonly string schema = cluster.NewSchema();
    private readonly List<IDisposable> opened = [];

    public void Dispose() => opened.ForEach(one => one.Dispose());

    [PostgresFact]
    public async Task Groups_and_renewals_go_through_while_a_settlement_is_open()
    {
        var clock = new VirtualTime();
        PostgreSqlJournal journal = Opened(clock);
        journal.Append(Group(1, 3, 1));
        NpgsqlTransaction held = HoldGroups();
        Task<JournalFault?> settle = Try(() => journal.Settle(Settling(1, Rows(1, 3))));
        cluster.WaitUntilBlocked("a");

        journal.Append(Group(4, 1, 1));
        clock.Advance(TimeSpan.FromSeconds(1));
        Lapse();
        journal.Append(Group(5, 1, 1));
        Assert.False(HasLapsed());
        Lapse();
        journal.Renew();
        Assert.False(HasLapsed());
        Assert.False(settle.IsCompleted);

        held.Rollback();
        Assert.Null(await settle);
        Assert.Equal([4, 5], journal.Unsettled().Select(group => group.First));
    }

    [PostgresFact]
    public async Task A_settlement_goes_through_while_an_append_is_open()
    {
        PostgreSqlJournal journal = Opened();
        journal.Append(Group(1, 3, 1));
        NpgsqlTransaction held = HoldAppends();
        Task<JournalFault?> append = Try(() => journal.Append(Group(4, 1, 1)));
        cluster.WaitUntilBlocked("a appending");

        journal.Settle(Settling(1, Rows(1, 3)));
        Assert.Empty(journal.Unsettled());
        Assert.False(append.IsCompleted);

        held.Rollback();
        Assert.Null(await append);
        Assert.Equal(4, Assert.Single(journal.Unsettled()).First);
    }

    [PostgresFact]
    public async Task A_new_owner_waits_for_an_open_settlement_and_sees_it()
    {
        PostgreSqlJournal stale = Opened();
        stale.Append(Group(1, 3, 1));
        stale.Append(Group(4, 2, 1));
        NpgsqlTransaction held = HoldGroups();
        Task<JournalFault?> settle = Try(() => stale.Settle(Settling(1, Rows(1, 3))));
        cluster.WaitUntilBlocked("a");
        PostgreSqlJournal owner = Journal();
        Task<JournalPosition> open = Task.Run(() => owner.Open(Owner("a")));
        cluster.WaitUntilBlocked("a", sessions: 2);
        // It has the row of the appends by now: what comes after it waits for it, and is refused.
        Task<JournalFault?> append = Try(() => stale.Append(Group(6, 1, 1)));
        cluster.WaitUntilBlocked("a appending");
        Assert.False(open.IsCompleted);

        held.Rollback();
        Assert.Null(await settle);
        JournalPosition position = await open;
        Assert.Equal((5, 3, 2), (position.Last, position.Settled, position.Epoch));
        Assert.Equal(Row(3).Chain.ToArray(), position.Chain.ToArray());
        Assert.Equal(JournalFault.Fenced, await append);
        Assert.Equal(JournalFault.Fenced, await Try(() => stale.Settle(Settling(1, Rows(4, 5)))));
        Assert.Equal(4, Assert.Single(owner.Unsettled()).First);
    }

    [PostgresFact]
    public async Task A_new_owner_waits_for_an_open_append_and_sees_it()
    {
        PostgreSqlJournal stale = Opened();
        stale.Append(Group(1, 3, 1));
        NpgsqlTransaction held = HoldAppends();
        Task<JournalFault?> append = Try(() => stale.Append(Group(4, 2, 1)));
        cluster.WaitUntilBlocked("a appending");
        PostgreSqlJournal owner = Journal();
        Task<JournalPosition> open = Task.Run(() => owner.Open(Owner("a")));
        cluster.WaitUntilBlocked("a");
        Assert.False(open.IsCompleted);

        held.Rollback();
        Assert.Null(await append);
        JournalPosition position = await open;
        Assert.Equal((5, 0, 2), (position.Last, position.Settled, position.Epoch));
        Assert.Equal(JournalFault.Fenced, await Try(() => stale.Append(Group(6, 1, 1))));
        Assert.Equal([1, 4], owner.Unsettled().Select(group => group.First));
    }

    [PostgresFact]
    public async Task A_settlement_that_waits_while_the_journal_changes_hands_writes_nothing()
    {
        PostgreSqlJournal stale = Opened();
        stale.Append(Group(1, 3, 1));
        using NpgsqlConnection other = cluster.Connect();
        using NpgsqlTransaction taking = other.BeginTransaction();
        using (var take = new NpgsqlCommand($"UPDATE {schema}.head SET epoch = epoch + 1", other)) take.ExecuteNonQuery();
        Task<JournalFault?> settle = Try(() => stale.Settle(Settling(1, Rows(1, 3))));
        cluster.WaitUntilBlocked("a");
        taking.Commit();

        Assert.Equal(JournalFault.Fenced, await settle);
        Assert.Equal(0, cluster.Value<long>($"SELECT count(*) FROM {schema}.record"));
        Assert.Equal(1, cluster.Value<long>($"SELECT count(*) FROM {schema}.intake"));
    }

    [PostgresFact]
    public async Task A_journal_whose_lease_is_renewed_by_an_open_append_is_not_taken_over()
    {
        var clock = new VirtualTime();
        PostgreSqlJournal north = Opened(clock);
        clock.Advance(TimeSpan.FromSeconds(1));
        PostgreSqlJournal south = Journal();
        south.Open(Owner("south"));
        Lapse();
        NpgsqlTransaction held = HoldAppends();
        Task<JournalFault?> append = Try(() => north.Append(Group(1, 1, 1)));
        cluster.WaitUntilBlocked("a appending");
        // Of what is committed the lease has passed; the renewal is not committed yet.
        Task<JournalTakeOver?> take = Task.Run(() => south.TakeOver("a"));
        cluster.WaitUntilBlocked("south");
        held.Rollback();

        Assert.Null(await append);
        Assert.Null(await take);
        north.Append(Group(2, 1, 1));
    }

    [PostgresFact]
    public void Groups_are_read_from_a_number_on_page_by_page_while_others_come_and_go()
    {
        PostgreSqlJournal journal = Opened();
        for (int at = 0; at < 50; at++) journal.Append(Group(1 + 3 * at, 3, 1));
        Assert.Equal(50, journal.Unsettled().Count());
        Assert.Equal([148], journal.Unsettled(150).Select(group => group.First));
        Assert.Equal([145, 148], journal.Unsettled(147).Select(group => group.First));
        Assert.Equal([145, 148], journal.Unsettled(145).Select(group => group.First));
        Assert.Empty(journal.Unsettled(151));

        var seen = new List<long>();
        foreach (JournalGroup group in journal.Unsettled(50))
        {
            seen.Add(group.First);
            if (group.First == 49) journal.Settle(Settling(1, Rows(1, 49)));
            if (group.First == 52) journal.Append(Group(151, 3, 1));
        }
        Assert.Equal(Enumerable.Range(16, 35).Select(at => 1L + 3 * at), seen);
        Assert.Equal(49, journal.Unsettled(1).First().First);
    }

    // An open settlement waits here when it takes its groups away; its rows are in by then.
    private NpgsqlTransaction HoldGroups() => Holding($"SELECT 1 FROM {schema}.intake FOR UPDATE");

    // An open append waits here: its owner's row is held and looked at, then its row is to go in.
    private NpgsqlTransaction HoldAppends()
    {
        cluster.Execute($"""
            CREATE TABLE {schema}.gate (id integer); INSERT INTO {schema}.gate VALUES (1);
            CREATE FUNCTION {schema}.wait() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM 1 FROM {schema}.gate FOR UPDATE; RETURN NEW; END $$;
            CREATE TRIGGER wait BEFORE INSERT ON {schema}.intake FOR EACH ROW EXECUTE FUNCTION {schema}.wait()
            """);
        return Holding($"SELECT 1 FROM {schema}.gate FOR UPDATE");
    }

    private NpgsqlTransaction Holding(string sql)
    {
        NpgsqlConnection connection = cluster.Connect();
        opened.Add(connection);
        NpgsqlTransaction transaction = connection.BeginTransaction();
        using var hold = new NpgsqlCommand(sql, connection);
        hold.ExecuteNonQuery();
        return transaction;
    }

    private void Lapse() => cluster.Execute($"UPDATE {schema}.station SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1 second'");

    private bool HasLapsed() => cluster.Value<bool>($"SELECT lease_until < CURRENT_TIMESTAMP FROM {schema}.station");

    private PostgreSqlJournal Journal(TimeProvider? clock = null)
    {
        var journal = new PostgreSqlJournal(new PostgreSqlJournalOptions
        {
            ConnectionString = cluster.ConnectionString(),
            Schema = schema,
            CommandTimeout = TimeSpan.FromSeconds(60),
            ConnectTimeout = TimeSpan.FromSeconds(60),
            Clock = clock ?? TimeProvider.System,
        });
        opened.Add(journal);
        return journal;
    }

    private PostgreSqlJournal Opened(TimeProvider? clock = null)
    {
        PostgreSqlJournal journal = Journal(clock);
        Assert.Equal(1, journal.Open(Owner("a")).Epoch);
        return journal;
    }

    private static Task<JournalFault?> Try(Action action) => Task.Run(JournalFault? () =>
    {
        try
        {
            action();
            return null;
        }
        catch (JournalStoreException e)
        {
            return e.Fault;
        }
    });
}
