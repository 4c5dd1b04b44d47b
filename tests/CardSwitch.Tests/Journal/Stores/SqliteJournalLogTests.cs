using CardSwitch.Journal;
using CardSwitch.Sqlite;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>The log of sealed groups: files that are written again and again, and what a crash or a damage leaves of them.</summary>
public sealed class SqliteJournalLogTests : IDisposable
{
    private const int FileBytes = 32 << 10;

    private readonly string root = Directory.CreateTempSubdirectory("cardswitch").FullName;
    private readonly string directory;
    private int copies;

    public SqliteJournalLogTests() => directory = Path.Combine(root, "journal");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_holds_what_a_list_holds_through_appends_settlements_and_crashes(int seed)
    {
        var random = new Random(seed);
        var twin = new List<JournalGroup>();
        long last = 0, settled = 0;
        string place = directory;
        SqliteJournal store = Open(place, out int epoch);
        try
        {
            for (int step = 0; step < 250; step++)
            {
                int what = random.Next(20);
                if (what < 12)
                {
                    int length = random.Next(8) switch { 0 => random.Next(70_000), 1 => 4056 + random.Next(-8, 9), _ => random.Next(9000) };
                    JournalGroup group = SampleRows.Group(last + 1, random.Next(1, 9), epoch, length);
                    store.Append(group);
                    twin.Add(group);
                    last = group.Last;
                }
                else if (what < 18 && last > settled)
                {
                    int count = random.Next(1, (int)Math.Min(40, last - settled) + 1);
                    store.Settle(SampleRows.Settlement(settled + 1, count, epoch));
                    settled += count;
                    twin.RemoveAll(group => group.Last <= settled);
                }
                else if (what >= 18)
                {
                    string copy = what == 18 ? place : Copy(place);
                    store.Dispose();
                    store = new SqliteJournal(Options(place = copy));
                    JournalPosition position = store.Open(Owner());
                    Assert.Equal((last, settled), (position.Last, position.Settled));
                    epoch = position.Epoch;
                }
                long from = random.Next(3) == 0 ? settled + random.Next(1, 30) : 1;
                Assert.Equal(
                    twin.Where(group => group.Last >= from).Select(SampleRows.Text), store.Unsettled(from).Select(SampleRows.Text));
                if (step % 10 != 0) continue;
                using var reader = new SqliteJournal(Options(place));
                Assert.Equal(last, reader.Open(Owner(isReader: true)).Last);
                Assert.Equal(twin.Select(SampleRows.Text), reader.Unsettled().Select(SampleRows.Text));
            }
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed}", e);
        }
        finally
        {
            store.Dispose();
        }
    }

    [Fact]
    public void Files_are_written_again_when_their_groups_are_settled_and_what_a_backlog_made_goes()
    {
        using SqliteJournal store = Open(directory, out int epoch);
        for (int i = 0; i < 40; i++)
        {
            store.Append(SampleRows.Group(1 + i, 1, epoch, length: 7000));
            store.Settle(SampleRows.Settlement(1 + i, 1, epoch));
        }
        Assert.InRange(Logs(directory).Length, 1, 2);
        for (int i = 40; i < 80; i++) store.Append(SampleRows.Group(1 + i, 1, epoch, length: 7000));
        Assert.InRange(Logs(directory).Length, 10, 12);
        store.Append(SampleRows.Group(81, 1, epoch, length: 3 * FileBytes));
        store.Append(SampleRows.Group(82, 1, epoch));
        store.Settle(SampleRows.Settlement(41, 42, epoch));
        Assert.InRange(Logs(directory).Length, 1, 5);
        Assert.All(Logs(directory), path => Assert.Equal(FileBytes, new FileInfo(path).Length));
    }

    [Fact]
    public void A_byte_changed_before_the_last_group_is_found_wherever_it_is()
    {
        using (SqliteJournal store = Open(directory, out int epoch))
        {
            for (int i = 0; i < 6; i++) store.Append(SampleRows.Group(1 + i, 1, epoch, length: 9000));
        }
        string[] logs = Logs(directory);
        Assert.Equal(3, logs.Length);
        foreach (string log in logs)
        {
            for (int at = 0; at < 2 * 12_288; at += at % 4096 < 64 ? 9 : 1009)
            {
                // The last group, and what fills blocks up, nobody can miss.
                if (at % 12_288 >= 9040 || at % 12_288 is >= 36 and < 40 || log == logs[^1] && at >= 12_288) continue;
                string copy = Copy(directory);
                string damaged = Path.Combine(copy, Path.GetFileName(log));
                byte[] bytes = File.ReadAllBytes(damaged);
                bytes[at] ^= 0x10;
                File.WriteAllBytes(damaged, bytes);
                foreach (bool isReader in (ReadOnlySpan<bool>)[true, false])
                {
                    using var store = new SqliteJournal(Options(copy));
                    var found = Assert.Throws<JournalStoreException>(() => store.Open(Owner(isReader)));
                    Assert.Equal(JournalFault.Corrupt, found.Fault);
                    Assert.Contains("intake-", found.Message, StringComparison.Ordinal);
                }
                Directory.Delete(copy, recursive: true);
            }
        }
        foreach (string log in logs[..^1])
        {
            string copy = Copy(directory);
            File.Delete(Path.Combine(copy, Path.GetFileName(log)));
            Assert.Equal(JournalFault.Corrupt, Assert.Throws<JournalStoreException>(() => Open(copy, out _)).Fault);
        }
    }

    [Fact]
    public void A_crash_before_any_step_of_a_change_of_files_loses_nothing()
    {
        int appended = 0, settled = 0, crashes = 0;
        SqliteJournalOptions options = Options(directory, () =>
        {
            string copy = Copy(directory);
            using (SqliteJournal after = Open(copy, out int next))
            {
                Assert.Equal(Enumerable.Range(settled + 1, appended - settled), after.Unsettled().Select(group => (int)group.First));
                after.Append(SampleRows.Group(appended + 1, 1, next, length: 20_000));
                Assert.Equal(appended - settled + 1, after.Unsettled().Count());
            }
            Directory.Delete(copy, recursive: true);
            crashes++;
        });
        using var store = new SqliteJournal(options);
        int epoch = store.Open(Owner()).Epoch;
        while (appended < 50)
        {
            store.Append(SampleRows.Group(appended + 1, 1, epoch, length: 6000 + 5000 * (appended % 3)));
            appended++;
            if (appended % 25 != 0) continue;

            // Files are deleted in it, when the rows are settled.
            int from = settled + 1;
            settled = appended - 1;
            store.Settle(SampleRows.Settlement(from, appended - from, epoch));
        }
        Assert.True(crashes > 60);
    }

    [Fact]
    public void After_a_write_that_failed_nothing_is_written_any_more()
    {
        bool isBroken = false;
        using (var store = new SqliteJournal(Options(directory, () => { if (isBroken) throw new IOException("broken"); })))
        {
            int epoch = store.Open(Owner()).Epoch;
            store.Append(SampleRows.Group(1, 1, epoch));
            isBroken = true;
            Assert.Equal(JournalFault.Broken, Fault(() => store.Append(SampleRows.Group(2, 1, epoch))));
            isBroken = false;
            Assert.Equal(JournalFault.Broken, Fault(() => store.Append(SampleRows.Group(2, 1, epoch))));
            Assert.Equal(JournalFault.Broken, Fault(() => store.Settle(SampleRows.Settlement(1, 1, epoch))));
        }
        using SqliteJournal next = Open(directory, out _);
        Assert.Equal(1, Assert.Single(next.Unsettled()).First);
    }

    [Fact]
    public async Task Groups_are_read_back_and_settled_while_others_are_appended()
    {
        const int Groups = 400;
        using SqliteJournal store = Open(directory, out int epoch);
        store.Append(SampleRows.Group(1, 1, epoch, length: 3000));
        Task appending = Task.Run(() =>
        {
            for (int i = 2; i <= Groups; i++) store.Append(SampleRows.Group(i, 1, epoch, length: 3000 + i));
        });
        for (long settled = 0; settled < Groups;)
        {
            long from = settled;
            foreach (JournalGroup group in store.Unsettled(from + 1))
            {
                Assert.Equal(settled + 1, group.First);
                Assert.True(group.Sealed.Span.SequenceEqual(SampleRows.Bytes("group", group.First, group.Sealed.Length)));
                settled = group.Last;
            }
            if (settled == from) continue;
            using var reader = new SqliteJournal(Options(directory));
            Assert.InRange(reader.Open(Owner(isReader: true)).Last, settled, Groups);
            store.Settle(SampleRows.Settlement(from + 1, (int)(settled - from), epoch));
        }
        await appending;
        Assert.Empty(store.Unsettled());
    }

    private static JournalFault Fault(Action act) => Assert.Throws<JournalStoreException>(act).Fault;

    private static string[] Logs(string place) => [.. Directory.GetFiles(place, "intake-*.log").Order()];

    private static JournalOwner Owner(bool isReader = false) => new("north", SampleRows.Issuers, isReader);

    private static SqliteJournalOptions Options(string place, Action? beforeStep = null) =>
        new() { Directory = place, LogFileBytes = FileBytes, BeforeLogStep = beforeStep };

    private static SqliteJournal Open(string place, out int epoch)
    {
        var store = new SqliteJournal(Options(place));
        epoch = store.Open(Owner()).Epoch;
        return store;
    }

    private string Copy(string from)
    {
        string copy = Path.Combine(root, $"copy{copies++}");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(from).Where(file => Path.GetFileName(file) != OwnerLock.FileName))
        {
            // File.Copy would ask for a lock that the journal's own lets nobody have.
            using FileStream source = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream target = File.Create(Path.Combine(copy, Path.GetFileName(file)));
            source.CopyTo(target);
        }
        return copy;
    }
}
