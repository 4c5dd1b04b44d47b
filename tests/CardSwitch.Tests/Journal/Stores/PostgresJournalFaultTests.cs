using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Tests.Support;
using Npgsql;
using static CardSwitch.Tests.Journal.Stores.StoredSamples;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>A real server fails under the journal: nothing is lost, nothing doubled, and the fault is named for what it is.</summary>
[Collection(nameof(PostgresTests))]
public sealed class PostgresJournalFaultTests(PostgresCluster cluster) : IDisposable
{
    private readonly string schema = cluster.NewSchema();
    private CuttingProxy? proxy;

    public void Dispose() => proxy?.Dispose();

    [PostgresFact]
    public void A_restart_between_appends_is_not_noticed()
    {
        using PostgreSqlJournal journal = Opened("a");
        journal.Append(Group(1, 2, 1));
        cluster.Restart();
        journal.Append(Group(3, 1, 1));
        Assert.Equal([1, 3], journal.Unsettled().Select(group => group.First));
    }

    [PostgresFact]
    public void While_the_server_is_down_a_group_is_refused_as_unreachable_and_then_taken()
    {
        using PostgreSqlJournal journal = Opened("a");
        journal.Append(Group(1, 1, 1));
        cluster.Stop();
        try
        {
            Assert.Equal(JournalFault.Unreachable, FaultOf(() => journal.Append(Group(2, 1, 1))));
            Assert.Equal(JournalFault.Unreachable, FaultOf(journal.Renew));
        }
        finally
        {
            cluster.Start();
        }
        journal.Append(Group(2, 1, 1));
        Assert.Equal([1, 2], journal.Unsettled().Select(group => group.First));
    }

    [PostgresFact]
    public async Task A_restart_within_an_append_leaves_one_group_when_it_is_asked_for_again()
    {
        using PostgreSqlJournal journal = Opened("a");
        using NpgsqlConnection other = cluster.Connect();
        using NpgsqlTransaction held = HoldStation(other, "a");
        Task<JournalFault?> append = Task.Run(() => TryAppend(journal, Group(1, 4, 1)));
        cluster.WaitUntilBlocked("a appending");
        cluster.Restart();

        Assert.Contains(await append, new JournalFault?[] { null, JournalFault.Unreachable });
        journal.Append(Group(1, 4, 1));
        Assert.Equal(4, Assert.Single(journal.Unsettled()).Count);
    }

    [PostgresFact]
    public async Task A_connection_killed_within_an_append_leaves_one_group()
    {
        using PostgreSqlJournal journal = Opened("a");
        using NpgsqlConnection other = cluster.Connect();
        using NpgsqlTransaction held = HoldStation(other, "a");
        Task<JournalFault?> append = Task.Run(() => TryAppend(journal, Group(1, 4, 1)));
        cluster.WaitUntilBlocked("a appending");
        int first = BackendOf("a appending");
        cluster.Terminate("a appending");
        cluster.WaitUntil(
            $"SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'cardswitch a appending' AND pid <> {first}");
        held.Rollback();

        Assert.Null(await append);
        Assert.Single(journal.Unsettled());
    }

    [PostgresFact]
    public void A_commit_whose_answer_is_lost_is_found_again()
    {
        using PostgreSqlJournal journal = OpenedThroughProxy("a");
        journal.Append(Group(1, 1, 1));
        proxy!.CutNextAnswer();
        journal.Append(Group(2, 3, 1));
        Assert.Equal([1, 3], journal.Unsettled().Select(group => group.Count));
    }

    [PostgresFact]
    public void A_group_that_did_not_reach_the_server_is_sent_again()
    {
        using PostgreSqlJournal journal = OpenedThroughProxy("a");
        journal.Append(Group(1, 1, 1));
        proxy!.CutNextRequest();
        journal.Append(Group(2, 3, 1));
        Assert.Equal([1, 3], journal.Unsettled().Select(group => group.Count));
    }

    [PostgresFact]
    public async Task A_commit_that_comes_late_from_a_lost_connection_does_not_double_the_group()
    {
        using PostgreSqlJournal journal = OpenedThroughProxy("a");
        journal.Append(Group(1, 1, 1));
        using NpgsqlConnection other = cluster.Connect();
        using NpgsqlTransaction held = HoldStation(other, "a");
        proxy!.CutBehindNextRequest();
        Task<JournalFault?> append = Task.Run(() => TryAppend(journal, Group(2, 3, 1)));
        // The first session goes on waiting, though nobody listens to it; the second one asks for the same.
        cluster.WaitUntilBlocked("a appending", sessions: 2);
        held.Rollback();

        Assert.Null(await append);
        Assert.Equal([1, 3], journal.Unsettled().Select(group => group.Count));
    }

    [PostgresFact]
    public void While_the_network_is_cut_a_group_is_refused_as_unreachable_and_then_taken()
    {
        using PostgreSqlJournal journal = OpenedThroughProxy("a");
        journal.Append(Group(1, 1, 1));
        proxy!.GoOut();
        Assert.Equal(JournalFault.Unreachable, FaultOf(() => journal.Append(Group(2, 1, 1))));
        Assert.Equal(JournalFault.Unreachable, FaultOf(() => journal.Settle(Settling(1, Row(1)))));
        Assert.Equal(JournalFault.Unreachable, FaultOf(() => _ = journal.Rows(new JournalQuery()).Count()));
        proxy.Heal();
        journal.Append(Group(2, 1, 1));
        Assert.Equal([1, 2], journal.Unsettled().Select(group => group.First));
    }

    [PostgresFact]
    public void A_network_that_swallows_everything_ends_in_a_time_out()
    {
        using PostgreSqlJournal journal = OpenedThroughProxy("a");
        journal.Append(Group(1, 1, 1));
        proxy!.Freeze();
        Assert.Equal(JournalFault.Unreachable, FaultOf(() => journal.Append(Group(2, 1, 1))));
        proxy.Heal();
        journal.Append(Group(2, 1, 1));
        Assert.Equal([1, 2], journal.Unsettled().Select(group => group.First));
    }

    [PostgresFact]
    public void A_settlement_whose_answers_are_lost_is_settled_once()
    {
        using PostgreSqlJournal journal = OpenedThroughProxy("a");
        journal.Append(Group(1, 3, 1));
        proxy!.CutNextAnswer();
        journal.Settle(Settling(1, Rows(1, 3, row => row.Sealed = new byte[] { 1 })));
        // What was settled and is settled again, as after a crash, changes nothing.
        journal.Settle(Settling(1, Rows(1, 3, row => row.Sealed = new byte[] { 1 })));

        Assert.Equal([1, 2, 3], journal.Rows(new JournalQuery()).Select(row => row.Number));
        Assert.Equal([1, 2, 3], journal.SealedMessages().Select(message => message.Number));
        Assert.Empty(journal.Unsettled());
    }

    [PostgresFact]
    public async Task A_connection_killed_within_a_settlement_leaves_it_whole()
    {
        using PostgreSqlJournal journal = Opened("a");
        journal.Append(Group(1, 3, 1));
        using NpgsqlConnection other = cluster.Connect();
        using NpgsqlTransaction held = other.BeginTransaction();
        // The rows go in; taking their group away waits.
        using (var hold = new NpgsqlCommand($"SELECT 1 FROM {schema}.intake FOR UPDATE", other)) hold.ExecuteNonQuery();
        Task settle = Task.Run(() => journal.Settle(Settling(1, Rows(1, 3))));
        cluster.WaitUntilBlocked("a");
        int first = BackendOf("a");
        cluster.Terminate("a");
        cluster.WaitUntil($"SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name = 'cardswitch a' AND pid <> {first}");
        Assert.Equal(0, cluster.Value<long>($"SELECT count(*) FROM {schema}.record"));
        held.Rollback();

        await settle;
        Assert.Equal([1, 2, 3], journal.Rows(new JournalQuery()).Select(row => row.Number));
        Assert.Empty(journal.Unsettled());
    }

    [PostgresFact]
    public void Of_two_that_think_they_own_a_journal_the_first_is_fenced_and_writes_nothing()
    {
        using PostgreSqlJournal stale = Opened("a");
        stale.Append(Group(1, 2, 1));
        using PostgreSqlJournal owner = Journal();
        Assert.Equal(2, owner.Open(Owner("a")).Epoch);

        Assert.Equal(JournalFault.Fenced, FaultOf(() => stale.Append(Group(3, 1, 1))));
        Assert.Equal(JournalFault.Fenced, FaultOf(() => stale.Settle(Settling(1, Rows(1, 2)))));
        Assert.Equal(JournalFault.Fenced, FaultOf(() => stale.Prune(DateOnly.MaxValue, null)));
        Assert.Equal(JournalFault.Fenced, FaultOf(stale.Renew));
        Assert.Equal(1, Assert.Single(owner.Unsettled()).First);
        Assert.Empty(owner.Rows(new JournalQuery()));
        owner.Append(Group(3, 1, 2));
        Assert.Equal([1, 2], owner.Unsettled().Select(group => group.Epoch));
    }

    [PostgresFact]
    public async Task An_append_that_waits_while_the_journal_changes_hands_writes_nothing()
    {
        using PostgreSqlJournal stale = Opened("a");
        using NpgsqlConnection other = cluster.Connect();
        using NpgsqlTransaction taking = HoldStation(other, "a");
        using (var take = new NpgsqlCommand($"UPDATE {schema}.station SET epoch = epoch + 1", other)) take.ExecuteNonQuery();
        Task<JournalFault?> append = Task.Run(() => TryAppend(stale, Group(1, 1, 1)));
        cluster.WaitUntilBlocked("a appending");
        taking.Commit();

        Assert.Equal(JournalFault.Fenced, await append);
        Assert.Equal(0, cluster.Value<long>($"SELECT count(*) FROM {schema}.intake"));
    }

    [PostgresFact]
    public void A_lost_answer_does_not_hide_that_the_journal_changed_hands()
    {
        using PostgreSqlJournal stale = OpenedThroughProxy("a");
        stale.Append(Group(1, 1, 1));
        using PostgreSqlJournal owner = Journal();
        owner.Open(Owner("a"));
        // The very group is there, but it is the new owner's to settle.
        Assert.Equal(JournalFault.Fenced, FaultOf(() => stale.Append(Group(1, 1, 1))));
    }

    [PostgresFact]
    public void Another_group_under_a_number_that_is_taken_is_refused()
    {
        using PostgreSqlJournal journal = Opened("a");
        journal.Append(Group(1, 1, 1));
        journal.Append(Group(1, 1, 1));
        Assert.Equal(JournalFault.Corrupt, FaultOf(() => journal.Append(Group(1, 1, 1, "another"))));
        Assert.Equal(Group(1, 1, 1).Sealed.ToArray(), Assert.Single(journal.Unsettled()).Sealed.ToArray());
    }

    [PostgresFact]
    public void The_server_errors_are_told_apart()
    {
        using PostgreSqlJournal journal = Opened("a");
        foreach ((string state, JournalFault fault) in new[]
        {
            ("53100", JournalFault.Full), ("XX001", JournalFault.Corrupt), ("XX002", JournalFault.Corrupt), ("58030", JournalFault.Broken),
            ("42501", JournalFault.Broken), ("40001", JournalFault.Unreachable), ("57014", JournalFault.Unreachable),
        })
        {
            FailAppendsWith(state);
            var error = Assert.Throws<JournalStoreException>(() => journal.Append(Group(1, 1, 1)));
            Assert.Equal((state, fault), (state, error.Fault));
            Assert.Contains(state, error.Message, StringComparison.Ordinal);
        }
        cluster.Execute($"DROP TRIGGER fail ON {schema}.intake");
        journal.Append(Group(1, 1, 1));
        Assert.Single(journal.Unsettled());
    }

    [PostgresFact]
    public void A_damaged_page_is_reported_as_corrupt()
    {
        using PostgreSqlJournal journal = Opened("a");
        journal.Append(Group(1, 3, 1));
        journal.Settle(Settling(1, Rows(1, 3)));
        string file = cluster.Value<string>($"SELECT pg_relation_filepath('{schema}.record')");
        cluster.Damage(file);
        Assert.Equal(JournalFault.Corrupt, FaultOf(() => _ = journal.Rows(new JournalQuery()).Count()));
    }

    [PostgresFact]
    public void A_commit_is_on_disk_before_it_is_answered_even_if_the_server_is_set_to_less()
    {
        using PostgreSqlJournal journal = new(new PostgreSqlJournalOptions
        {
            ConnectionString = cluster.ConnectionString() + ";Options=-c synchronous_commit=off",
            Schema = schema,
        });
        journal.Open(Owner("a"));
        cluster.Execute($"""
            CREATE TABLE {schema}.seen (setting text);
            CREATE FUNCTION {schema}.see() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN INSERT INTO {schema}.seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
            CREATE TRIGGER see BEFORE INSERT ON {schema}.intake FOR EACH ROW EXECUTE FUNCTION {schema}.see()
            """);
        journal.Append(Group(1, 1, 1));
        Assert.Equal("on", cluster.Value<string>($"SELECT setting FROM {schema}.seen"));
    }

    [PostgresTheory]
    [InlineData(1, "older")]
    [InlineData(3, "newer")]
    public void Tables_of_another_version_are_refused(int version, string how)
    {
        Opened("a").Dispose();
        cluster.Execute($"UPDATE {schema}.version SET version = {version}");
        using PostgreSqlJournal journal = Journal();
        var error = Assert.Throws<JournalStoreException>(() => journal.Open(Owner("a")));
        Assert.Equal(JournalFault.Corrupt, error.Fault);
        Assert.Contains($"version {version}, {how}", error.Message, StringComparison.Ordinal);
    }

    private PostgreSqlJournal Journal(int? port = null) => new(new PostgreSqlJournalOptions
    {
        ConnectionString = cluster.ConnectionString(port),
        Schema = schema,
        // For the swallowing network; the others come to an end by themselves.
        CommandTimeout = TimeSpan.FromSeconds(port is null ? 60 : 2),
        ConnectTimeout = TimeSpan.FromSeconds(port is null ? 60 : 2),
    });

    private PostgreSqlJournal Opened(string station, int? port = null)
    {
        PostgreSqlJournal journal = Journal(port);
        Assert.Equal(1, journal.Open(Owner(station)).Epoch);
        return journal;
    }

    private PostgreSqlJournal OpenedThroughProxy(string station)
    {
        proxy = new CuttingProxy(cluster.Port);
        return Opened(station, proxy.Port);
    }

    private NpgsqlTransaction HoldStation(NpgsqlConnection connection, string station)
    {
        NpgsqlTransaction transaction = connection.BeginTransaction();
        using var hold = new NpgsqlCommand($"SELECT 1 FROM {schema}.station WHERE station = '{station}' FOR UPDATE", connection);
        hold.ExecuteNonQuery();
        return transaction;
    }

    private int BackendOf(string station) =>
        cluster.Value<int>($"SELECT pid FROM pg_stat_activity WHERE application_name = 'cardswitch {station}'");

    private void FailAppendsWith(string state) => cluster.Execute($"""
        CREATE OR REPLACE FUNCTION {schema}.fail() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'failed' USING ERRCODE = '{state}'; END $$;
        CREATE OR REPLACE TRIGGER fail BEFORE INSERT ON {schema}.intake FOR EACH ROW EXECUTE FUNCTION {schema}.fail()
        """);

    private static JournalFault FaultOf(Action action) => Assert.Throws<JournalStoreException>(action).Fault;

    private static JournalFault? TryAppend(PostgreSqlJournal journal, JournalGroup group)
    {
        try
        {
            journal.Append(group);
            return null;
        }
        catch (JournalStoreException e)
        {
            return e.Fault;
        }
    }
}
