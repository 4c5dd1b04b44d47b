using CardSwitch.Journal;
using CardSwitch.Sqlite;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>What is particular to a journal in SQLite files.</summary>
public sealed class SqliteJournalTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("cardswitch").FullName;
    private readonly string directory;

    public SqliteJournalTests() => directory = Path.Combine(root, "journal");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_record_file_is_begun_for_a_day_and_when_one_is_full_and_a_late_row_begins_none()
    {
        using (SqliteJournal store = Open(out int epoch, maxRows: 25))
        {
            int[] days = [0, 0, 0, 0, 1, 0, 1, 3];
            for (int i = 0; i < days.Length; i++) Settle(store, epoch, 10 * i + 1, 10, SampleRows.FirstDay + days[i]);
            Assert.Equal(Enumerable.Range(1, 80).Select(i => (long)i), store.Rows(new JournalQuery()).Select(row => row.Number));
        }
        Assert.Equal(
            [
                "1|records-20260301-1.db|1|30", "2|records-20260301-2.db|31|40", "3|records-20260302-1.db|41|70",
                "4|records-20260304-1.db|71|80",
            ],
            SqlFile.Query(File("intake.db"), "SELECT id, name, first, last FROM files ORDER BY id", 4));
    }

    [Fact]
    public void A_record_file_is_full_by_its_bytes_too()
    {
        using SqliteJournal store = Open(out int epoch, maxBytes: 200_000);
        for (int i = 0; i < 10; i++) Settle(store, epoch, 100 * i + 1, 100);
        Assert.InRange(Directory.GetFiles(directory, "records-*.db").Length, 3, 6);
        Assert.Equal(1000, store.Rows(new JournalQuery()).Count());
    }

    [Fact]
    public void A_stopped_journal_is_plain_files()
    {
        using (SqliteJournal store = Open(out int epoch)) Settle(store, epoch, 1, 10);
        Assert.Equal(
            ["intake-1.log", "intake.db", OwnerLock.FileName, "records-20260301-1.db"],
            Directory.GetFiles(directory).Select(Path.GetFileName).Order());
        using var reader = new SqliteJournal(directory);
        reader.Open(Owner(isReader: true));
        Assert.Equal(10, reader.Rows(new JournalQuery()).Count());
        Assert.Equal(4, Directory.GetFiles(directory).Length);
    }

    [Fact]
    public void A_commit_is_synced_by_itself_and_not_with_a_later_checkpoint()
    {
        Directory.CreateDirectory(directory);
        var options = new SqliteJournalOptions { Directory = directory };
        using IntakeFile intake = IntakeFile.Open(directory, options);
        using SqliteFile records = SqliteFile.OpenToWrite(File("records.db"), RecordFile.Script, "", options);
        foreach (SqliteFile file in (SqliteFile[])[intake.Reading, records])
        {
            const int Full = 2;
            Assert.Equal(Full, file.Number("PRAGMA synchronous"));
        }
    }

    [Fact]
    public void A_reader_makes_nothing()
    {
        using var reader = new SqliteJournal(directory);
        var refusal = Assert.Throws<JournalStoreException>(() => reader.Open(Owner(isReader: true)));
        Assert.Equal(JournalFault.Broken, refusal.Fault);
        Assert.Contains($"There is no journal in {directory}", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 3", "version 3; this program knows versions up to 2. Use a newer program")]
    [InlineData("PRAGMA user_version = 1", "version 1, which an earlier version of this program made. Begin a new journal")]
    [InlineData("PRAGMA application_id = 7", "not a file of a journal")]
    [InlineData("UPDATE journal SET station = 'south'", "station south, not of north")]
    [InlineData("UPDATE files SET name = '../records-20260301-1.db'", "outside the journal")]
    public void A_journal_that_is_not_this_program_s_or_this_station_s_is_refused(string change, string said)
    {
        using (SqliteJournal store = Open(out int epoch)) Settle(store, epoch, 1, 10);
        SqlFile.Execute(File("intake.db"), change);
        foreach (bool isReader in (ReadOnlySpan<bool>)[true, false])
        {
            using var store = new SqliteJournal(directory);
            var refusal = Assert.Throws<JournalStoreException>(() =>
            {
                store.Open(Owner(isReader));
                store.Rows(new JournalQuery()).Count();
            });
            Assert.Equal(JournalFault.Corrupt, refusal.Fault);
            Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_is_no_database_or_gone_is_said_to_be_corrupt()
    {
        using (SqliteJournal store = Open(out int epoch)) Settle(store, epoch, 1, 10);
        System.IO.File.Delete(File("records-20260301-1.db"));
        using (SqliteJournal store = Open(out int epoch))
        {
            var missing = Assert.Throws<JournalStoreException>(() => store.Rows(new JournalQuery()).Count());
            Assert.Equal(JournalFault.Corrupt, missing.Fault);
            missing = Assert.Throws<JournalStoreException>(() => Settle(store, epoch, 11, 10));
            Assert.Equal(JournalFault.Corrupt, missing.Fault);
        }
        System.IO.File.WriteAllText(File("intake.db"), new string('x', 10_000));
        Assert.Equal(JournalFault.Corrupt, Assert.Throws<JournalStoreException>(() => Open(out _)).Fault);
    }

    [Fact]
    public void A_directory_that_cannot_be_is_named()
    {
        System.IO.File.WriteAllText(directory, "");
        var refusal = Assert.Throws<JournalStoreException>(() => Open(out _));
        Assert.Equal(JournalFault.Broken, refusal.Fault);
        Assert.Contains(directory, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_is_needed_no_more_leaves_no_trace_in_the_file()
    {
        ReadOnlySpan<byte> part = SampleRows.Bytes("sealed", 3, 120).AsSpan(20, 60);
        using (SqliteJournal store = Open(out int epoch))
        {
            store.Append(SampleRows.Group(1, 10, epoch));
            store.Settle(SampleRows.Settlement(1, 5, epoch, isSealed: number => number == 3));
        }
        Assert.True(System.IO.File.ReadAllBytes(File("intake.db")).AsSpan().IndexOf(part) > 0);
        using (SqliteJournal store = Open(out int epoch)) store.Settle(SampleRows.Settlement(6, 5, epoch, ended: [3]));
        Assert.Equal(-1, System.IO.File.ReadAllBytes(File("intake.db")).AsSpan().IndexOf(part));
    }

    [Fact]
    public void A_full_disk_is_said_to_be_full_and_leaves_nothing_half()
    {
        int appended = 0, settled = 0;
        var options = new SqliteJournalOptions { Directory = directory, MaxPages = 40, LogFileBytes = 64 << 10 };
        using (var store = new SqliteJournal(options))
        {
            int epoch = store.Open(Owner()).Epoch;
            var full = Assert.Throws<JournalStoreException>(() =>
            {
                for (; appended < 1000; appended++) store.Append(SampleRows.Group(10 * appended + 1, 10, epoch, length: 6000));
            });
            Assert.Equal(JournalFault.Full, full.Fault);
            Assert.InRange(appended, 3, 40);
            Assert.Equal(appended, store.Unsettled().Count());
            full = Assert.Throws<JournalStoreException>(() =>
            {
                for (; settled < 1000; settled++) store.Settle(SampleRows.Settlement(50 * settled + 1, 50, epoch));
            });
            Assert.Equal(JournalFault.Full, full.Fault);
            Assert.InRange(settled, 1, 40);
            Assert.Equal(50 * settled, store.Rows(new JournalQuery()).Count());
        }
        using SqliteJournal next = Open(out int nextEpoch);
        Assert.Equal(50 * settled, next.Rows(new JournalQuery()).Count());
        next.Settle(SampleRows.Settlement(50 * settled + 1, 50, nextEpoch));
        Assert.Equal(50 * settled + 50, next.Rows(new JournalQuery()).Count());
    }

    [Fact]
    public void Files_of_a_prune_that_a_crash_cut_short_are_deleted_by_the_next_owner()
    {
        using (SqliteJournal store = Open(out int epoch))
        {
            for (int day = 0; day < 3; day++) Settle(store, epoch, 10 * day + 1, 10, SampleRows.FirstDay + day);
        }
        SqlFile.Execute(File("intake.db"),
            "UPDATE journal SET pruned = f.last, pruned_chain = f.chain, pruned_seal = f.seal FROM files f WHERE f.id = 1");
        using (var reader = new SqliteJournal(directory))
        {
            reader.Open(Owner(isReader: true));
            Assert.Equal(11, reader.Rows(new JournalQuery()).First().Number);
        }
        using SqliteJournal next = Open(out _);
        Assert.False(System.IO.File.Exists(File("records-20260301-1.db")));
        Assert.Equal(20, next.Rows(new JournalQuery()).Count());
        Assert.Equal(SampleRows.SealOf(10), next.Chain().BeforeSeal.ToArray());
    }

    private string File(string name) => Path.Combine(directory, name);

    private static JournalOwner Owner(bool isReader = false) => new("north", SampleRows.Issuers, isReader);

    private SqliteJournal Open(out int epoch, int maxRows = 2_000_000, long maxBytes = 1 << 30)
    {
        var store = new SqliteJournal(new SqliteJournalOptions { Directory = directory, MaxFileRows = maxRows, MaxFileBytes = maxBytes });
        epoch = store.Open(Owner()).Epoch;
        return store;
    }

    private static void Settle(SqliteJournal store, int epoch, long first, int count, int day = SampleRows.FirstDay)
    {
        store.Append(SampleRows.Group(first, count, epoch));
        store.Settle(SampleRows.Settlement(first, count, epoch, day));
    }
}
