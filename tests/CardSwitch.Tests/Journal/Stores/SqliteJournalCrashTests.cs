using CardSwitch.Journal;
using CardSwitch.Sqlite;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>
/// A copy of the files of an open journal is what a crash leaves; with the end of the log cut off or overwritten, what a crash
/// during a write leaves.
/// </summary>
public sealed class SqliteJournalCrashTests : IDisposable
{
    private const string Log = "intake-1.log";

    private readonly string root = Directory.CreateTempSubdirectory("cardswitch").FullName;
    private readonly string directory;
    private int copies;

    public SqliteJournalCrashTests() => directory = Path.Combine(root, "journal");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void After_a_crash_at_any_moment_what_was_confirmed_is_there_and_what_is_settled_is_there_once()
    {
        using SqliteJournal store = Open(directory, out int epoch);
        int appended = 0, settled = 0;
        for (int step = 0; step < 24; step++)
        {
            if (step % 3 != 2) store.Append(SampleRows.Group(1 + 10 * appended++, 10, epoch, length: 300 + 977 * step));
            else
            {
                store.Settle(SampleRows.Settlement(1 + settled, 15, epoch, SampleRows.FirstDay + step / 9));
                settled += 15;
            }
            foreach (bool hasIndex in (ReadOnlySpan<bool>)[true, false])
            {
                string copy = Copy(hasIndex);
                AssertHolds(copy, appended, settled);
            }
        }
    }

    [Fact]
    public void Of_a_group_that_a_crash_tore_nothing_is_there()
    {
        using SqliteJournal store = Open(directory, out int epoch);
        for (int i = 0; i < 4; i++) store.Append(SampleRows.Group(1 + 10 * i, 10, epoch, length: 5000));
        JournalGroup torn = SampleRows.Group(41, 10, epoch, length: 20_000);
        store.Append(torn);
        const long Before = 4 * 8192, After = Before + 20_480, End = Before + 40 + 20_000;

        for (long length = Before; length <= After; length += length == After ? 1 : Math.Min(397, After - length))
        {
            string copy = Copy(hasIndex: false);
            using (FileStream log = File.Open(Path.Combine(copy, Log), FileMode.Open)) log.SetLength(length);
            AssertHolds(copy, length == After ? 5 : 4, settled: 0);

            // The same with the length already there and the bytes not.
            copy = Copy(hasIndex: false);
            using (FileStream log = File.Open(Path.Combine(copy, Log), FileMode.Open))
            {
                log.Position = length;
                log.Write(new byte[After - length]);
            }
            AssertHolds(copy, length >= End ? 5 : 4, settled: 0);
        }
    }

    [Fact]
    public void Rows_without_the_end_of_their_settlement_are_not_there_and_may_come_again()
    {
        string copy;
        using (SqliteJournal store = Open(directory, out int epoch))
        {
            for (int i = 0; i < 3; i++) store.Append(SampleRows.Group(1 + 10 * i, 10, epoch));
            store.Settle(SampleRows.Settlement(1, 10, epoch));
            copy = Copy(hasIndex: false);
            store.Settle(SampleRows.Settlement(11, 20, epoch));

            // The record file is a settlement ahead of the intake.
            foreach (string file in Directory.GetFiles(directory, "records-*.db*"))
            {
                if (file.EndsWith("-shm", StringComparison.Ordinal)) continue;
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
            }
        }
        using (var reader = new SqliteJournal(copy))
        {
            Assert.Equal(10, reader.Open(Owner(isReader: true)).Settled);
            Assert.Equal(10, reader.Rows(new JournalQuery()).Count());
            Assert.All(reader.Rows(new JournalQuery { Terminal = "TERM1" }), row => Assert.InRange(row.Number, 1, 10));
        }
        using SqliteJournal next = Open(copy, out int nextEpoch);
        Assert.Equal([11, 21], next.Unsettled().Select(group => group.First));
        next.Settle(SampleRows.Settlement(11, 5, nextEpoch));
        Assert.Equal(15, next.Rows(new JournalQuery()).Count());
        next.Settle(SampleRows.Settlement(16, 15, nextEpoch));
        Assert.Equal(
            Enumerable.Range(1, 30).Select(i => SampleRows.Text(SampleRows.Row(i))), next.Rows(new JournalQuery()).Select(SampleRows.Text));
    }

    private static void AssertHolds(string copy, int appended, int settled)
    {
        using (SqliteJournal store = Open(copy, out _))
        {
            JournalGroup[] groups = [.. store.Unsettled()];
            IEnumerable<int> left = Enumerable.Range(settled / 10, appended - settled / 10);
            Assert.Equal(left.Select(i => 1L + 10 * i), groups.Select(group => group.First));
            foreach (JournalGroup group in groups)
            {
                byte[] whole = SampleRows.Group(group.First, group.Count, group.Epoch, group.Sealed.Length).Sealed.ToArray();
                Assert.True(group.Sealed.Span.SequenceEqual(whole));
            }
            Assert.Equal(Enumerable.Range(1, settled).Select(i => (long)i), store.Rows(new JournalQuery()).Select(row => row.Number));
            Assert.Equal(settled, store.Chain().Last);
        }
        Directory.Delete(copy, recursive: true);
    }

    private string Copy(bool hasIndex)
    {
        string copy = Path.Combine(root, $"copy{copies++}");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(directory))
        {
            string name = Path.GetFileName(file);
            if (name == OwnerLock.FileName || !hasIndex && name.EndsWith("-shm", StringComparison.Ordinal)) continue;

            // File.Copy would ask for a lock that the journal's own lets nobody have.
            using FileStream from = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream to = File.Create(Path.Combine(copy, name));
            from.CopyTo(to);
        }
        return copy;
    }

    private static JournalOwner Owner(bool isReader = false) => new("north", SampleRows.Issuers, isReader);

    private static SqliteJournal Open(string directory, out int epoch)
    {
        var store = new SqliteJournal(new SqliteJournalOptions { Directory = directory, LogFileBytes = 64 << 10 });
        epoch = store.Open(Owner()).Epoch;
        return store;
    }
}
