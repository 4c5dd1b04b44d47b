using CardSwitch.Journal;
using CardSwitch.Sqlite;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>A record file answers questions by itself.</summary>
public sealed class SqliteRecordFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("cardswitch").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Its_tables_name_every_number()
    {
        string file = Settle([Row(1, RecordKind.Sent, 1)]);
        Assert.Equal(
            Enum.GetValues<RecordKind>().Select(kind => $"{(int)kind}|{kind}"),
            SqlFile.Query(file, "SELECT kind, name FROM kinds ORDER BY kind", 2));
        Assert.Equal(
            Enum.GetValues<TotalsEffect>().Select(effect => $"{(int)effect}|{effect}"),
            SqlFile.Query(file, "SELECT effect, name FROM effects ORDER BY effect", 2));
    }

    [Fact]
    public void A_transaction_is_one_row_with_its_decision_in_words()
    {
        string file = Settle(
        [
            Row(1, RecordKind.Sent, 1), Row(2, RecordKind.Answered, 1, "00"),
            Row(3, RecordKind.Sent, 2), Row(4, RecordKind.Answered, 2, "51"),
            Row(5, RecordKind.Sent, 3), Row(6, RecordKind.TimedOut, 3, "91"),
            Row(7, RecordKind.Sent, 4), Row(8, RecordKind.Answered, 4, "00"), Row(9, RecordKind.Reversed, 4),
            Row(10, RecordKind.Sent, 5), Row(11, RecordKind.Answered, 5, "0000"), Row(12, RecordKind.Undelivered, 5),
            Row(13, RecordKind.StoodIn, 6, "00"),
            Row(14, RecordKind.Sent, 7), Row(15, RecordKind.StoodIn, 7, "00"),
            Row(16, RecordKind.Sent, 8),
            Row(17, RecordKind.Sent, 9), Row(18, RecordKind.Answered, 9, "0007"),
        ]);
        Assert.Equal(
            [
                "1|approved", "3|declined", "5|timed out", "7|reversed by the originator", "10|reversed, the approval did not arrive",
                "13|approved in stand-in", "14|approved in stand-in", "16|open", "17|declined",
            ],
            SqlFile.Query(file, "SELECT number, decision FROM transactions ORDER BY number", 2));
        Assert.Equal(
            ["2026-02-25T06:13:20.001Z|0200|1234|1"],
            SqlFile.Query(file, "SELECT time, mti, amount, ms FROM transactions WHERE number = 1", 4));
        Assert.Equal(["18|Answered|0200"], SqlFile.Query(file, "SELECT number, kind, mti FROM records WHERE number = 18", 3));
    }

    [Fact]
    public void The_queue_has_what_waits_and_says_what_is_parked()
    {
        string file = Settle(
        [
            Row(1, RecordKind.TimedOut, 1, isMessage: true), Row(2, RecordKind.TimedOut, 2),
            Row(3, RecordKind.Queued, 3, isMessage: true), Row(4, RecordKind.StoodIn, 4, isMessage: true),
            Row(5, RecordKind.Forwarded, 3, queued: 3), Row(6, RecordKind.Parked, 4, queued: 4), Row(7, RecordKind.Parked, 1, queued: 1),
            Row(8, RecordKind.Released, 1, queued: 1),
        ]);
        Assert.Equal(
            ["1|TimedOut|waiting", "4|StoodIn|parked"],
            SqlFile.Query(file, "SELECT number, kind, state FROM queue ORDER BY number", 3));
    }

    [Fact]
    public void The_totals_are_by_day_issuer_currency_and_effect()
    {
        JournalRow[] rows = [.. Enumerable.Range(1, 6).Select(i => Row(i, RecordKind.Answered, i, "00"))];
        foreach (JournalRow row in rows) row.Effect = (int)(row.Number == 4 ? TotalsEffect.Credit : TotalsEffect.Debit);
        rows[1].Issuer = "other";
        rows[2].Currency = 840;
        rows[5].Effect = 0;
        Assert.Equal(
            [
                "20260301|bank|840|Debit|1|1234", "20260301|bank|978|Debit|2|2468", "20260301|bank|978|Credit|1|1234",
                "20260301|other|978|Debit|1|1234",
            ],
            SqlFile.Query(Settle(rows), "SELECT * FROM totals ORDER BY issuer, currency, count DESC", 6));
    }

    [Theory]
    [InlineData("card_token = x'00'", "record_card")]
    [InlineData("terminal = 'T'", "record_terminal")]
    [InlineData("rrn = '1'", "record_rrn")]
    [InlineData("key = x'00'", "record_key")]
    public void A_plain_question_uses_the_index_though_its_slice_is_not_named(string condition, string index)
    {
        string file = Settle([Row(1, RecordKind.Sent, 1)]);
        string plan = SqlFile.Query(file, $"EXPLAIN QUERY PLAN SELECT * FROM record WHERE {condition}", 4).Single();
        Assert.Contains($"{index} (ANY(slice) AND", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void The_openings_of_days_are_found_without_reading_every_row()
    {
        string file = Settle([Row(1, RecordKind.DayOpened, 1)]);
        string plan = SqlFile.Query(
            file, "EXPLAIN QUERY PLAN SELECT * FROM record WHERE number >= 1 AND number <= 9 AND kind = 14 ORDER BY number LIMIT 9", 4).Single();
        Assert.Contains("record_day", plan, StringComparison.Ordinal);
    }

    private string Settle(JournalRow[] rows)
    {
        using var store = new SqliteJournal(directory);
        int epoch = store.Open(new JournalOwner("north", SampleRows.Issuers)).Epoch;
        store.Append(SampleRows.Group(1, rows.Length, epoch));
        store.Settle(new JournalSettlement(rows, [], epoch, SampleRows.SealOf(rows.Length)));
        return Path.Combine(directory, "records-20260301-1.db");
    }

    private static JournalRow Row(
        long number, RecordKind kind, long key, string code = "", bool isMessage = false, long queued = 0) => new()
        {
            Number = number,
            Version = 1,
            Kind = (int)kind,
            Type = 200,
            Code = code,
            Issuer = "bank",
            Day = SampleRows.FirstDay,
            Currency = 978,
            Amount = 1234,
            UnixMs = 1_772_000_000_000 + number,
            Key = SampleRows.Bytes("key", key, 16),
            Queued = queued,
            Message = isMessage ? new byte[20] : default,
            Chain = SampleRows.ChainOf(number),
        };
}
