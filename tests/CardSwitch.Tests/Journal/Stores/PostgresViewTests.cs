using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Tests.Support;
using Npgsql;
using static CardSwitch.Tests.Journal.Stores.StoredSamples;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>What a person sees who looks into the database with psql.</summary>
[Collection(nameof(PostgresTests))]
public sealed class PostgresViewTests(PostgresCluster cluster)
{
    private readonly string schema = cluster.NewSchema();

    [PostgresFact]
    public void Every_kind_of_record_and_effect_has_its_name()
    {
        Opened("north").Dispose();
        Assert.Equal(
            Enum.GetValues<RecordKind>().Select(kind => $"{(int)kind} {kind}"),
            Read($"SELECT kind || ' ' || name FROM {schema}.kinds ORDER BY kind"));
        Assert.Equal(
            Enum.GetValues<TotalsEffect>().Select(effect => $"{(int)effect} {effect}"),
            Read($"SELECT effect || ' ' || name FROM {schema}.effects ORDER BY effect"));
    }

    [PostgresFact]
    public void A_transaction_is_one_line_with_its_outcome()
    {
        using PostgreSqlJournal journal = Opened("north");
        ReadOnlyMemory<byte> first = Row(1).Key, second = Row(2).Key;
        journal.Settle(Settling(1,
            Row(1),
            Row(2),
            Row(3, row => (row.Kind, row.Key, row.Code) = (2, first, "00")),
            Row(4, row => (row.Kind, row.Key) = (3, second)),
            Row(5)));
        Assert.Equal(
            ["1 0200 476173******0119 approved 00", "2 0200 476173******0119 timed out ", "5 0200 476173******0119 open"],
            Read($"""
                SELECT concat_ws(' ', number, mti, card, decision, code) FROM {schema}.transactions
                WHERE terminal = 'TERM0001' ORDER BY number
                """));
    }

    [PostgresFact]
    public void The_queue_shows_what_waits_and_what_is_parked()
    {
        using PostgreSqlJournal journal = Opened("north");
        journal.Settle(Settling(1,
            Row(1, row => row.Sealed = new byte[] { 1 }),
            Row(2, row => (row.Kind, row.Sealed) = (4, new byte[] { 1 })),
            Row(3, row => (row.Kind, row.Sealed) = (3, new byte[] { 1 })),
            Row(4, row => (row.Kind, row.Sealed) = (5, new byte[] { 1 })),
            Row(5, row => (row.Kind, row.Queued) = (7, 3)),
            Row(6, row => (row.Kind, row.Queued) = (7, 4)),
            Row(7, row => (row.Kind, row.Queued) = (8, 4))));
        const string Queue = "SELECT concat_ws(' ', number, kind, state) FROM {0}.queue ORDER BY number";
        Assert.Equal(["2 StoodIn waiting", "3 TimedOut parked", "4 Queued waiting"], Read(string.Format(null, Queue, schema)));
        journal.Settle(Settling(1, [2], [Row(8, row => (row.Kind, row.Queued) = (6, 2))]));
        Assert.Equal(["3 TimedOut parked", "4 Queued waiting"], Read(string.Format(null, Queue, schema)));
    }

    [PostgresFact]
    public void Totals_are_summed_over_all_stations()
    {
        using PostgreSqlJournal north = Opened("north"), south = Opened("south");
        north.Settle(Settling(1, Effects((1, 100), (1, 250), (2, 50), (0, 999))));
        south.Settle(Settling(1, Effects((1, 1000), (3, 30), (4, 7), (5, 0))));
        Assert.Equal(
            [
                "20261122 bank-a 978 Authorization 1 0", "20261122 bank-a 978 Credit 1 30", "20261122 bank-a 978 CreditReversal 1 7",
                "20261122 bank-a 978 Debit 3 1350", "20261122 bank-a 978 DebitReversal 1 50",
            ],
            Read($"SELECT concat_ws(' ', day, issuer, currency, effect, count, amount) FROM {schema}.totals ORDER BY effect"));
        Assert.Equal(
            ["north 2 350", "south 1 1000"],
            Read($"SELECT concat_ws(' ', station, count, amount) FROM {schema}.station_totals WHERE effect = 'Debit' ORDER BY station"));
    }

    [PostgresFact]
    public void Characters_that_the_server_cannot_keep_come_back_as_they_were()
    {
        using PostgreSqlJournal journal = Opened("north");
        string[] terminals = ["\0\0", "A\0B", "\uE000", "\uE000\0\uE001", "\0\uE000\uE000\0", "Ä\uE001"];
        journal.Settle(Settling(1, [.. terminals.Select((terminal, at) => Row(at + 1, row => row.Terminal = terminal))]));
        Assert.Equal(terminals, journal.Rows(new JournalQuery()).Select(row => row.Terminal));
        foreach (string terminal in terminals)
        {
            Assert.Equal(terminal, Assert.Single(journal.Rows(new JournalQuery { Terminal = terminal })).Terminal);
        }
    }

    [PostgresFact]
    public void What_is_left_after_pruning_begins_behind_a_sealed_chain_value()
    {
        using PostgreSqlJournal journal = Opened("north");
        for (long first = 1; first <= 40; first += 10)
        {
            // The day changes within the third settlement; a message of row 15 waits still, at first.
            journal.Settle(Settling(1, Rows(first, first + 9, row =>
            {
                row.Day = row.Number < 25 ? 20261121 : 20261122;
                if (row.Number == 15) row.Sealed = new byte[] { 1 };
            })));
        }
        Assert.Equal(0, journal.Prune(new DateOnly(2026, 11, 21), null));
        Assert.Equal(10, journal.Prune(new DateOnly(2026, 11, 22), null));
        journal.Settle(Settling(1, [15], [Row(41)]));
        Assert.Equal(10, journal.Prune(new DateOnly(2026, 11, 22), null));

        JournalChain chain = journal.Chain();
        Assert.Equal((21, 41), (chain.First, chain.Last));
        Assert.Equal(Row(20).Chain.ToArray(), chain.Before.ToArray());
        Assert.Equal(Seal(20), chain.BeforeSeal.ToArray());
        Assert.Equal(Seal(41), chain.Seal.ToArray());
        Assert.Equal(21, journal.Rows(new JournalQuery()).First().Number);
    }

    private PostgreSqlJournal Opened(string station)
    {
        var journal = new PostgreSqlJournal(new PostgreSqlJournalOptions
        {
            ConnectionString = cluster.ConnectionString(),
            Schema = schema,
            CommandTimeout = TimeSpan.FromSeconds(60),
            ConnectTimeout = TimeSpan.FromSeconds(60),
        });
        journal.Open(Owner(station));
        return journal;
    }

    private static JournalRow[] Effects(params (int Effect, long Amount)[] all) =>
        [.. all.Select((one, at) => Row(at + 1, row => (row.Effect, row.Amount) = (one.Effect, one.Amount)))];

    private List<string> Read(string sql)
    {
        using NpgsqlConnection connection = cluster.Connect();
        using var command = new NpgsqlCommand(sql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read()) lines.Add(reader.GetString(0));
        return lines;
    }
}
