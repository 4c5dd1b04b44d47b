using System.Globalization;
using CardSwitch.Journal;
using CardSwitch.Sqlite;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>Whatever is done to the files, the rows that are read are those that were written, or the verifier says no.</summary>
public sealed class SqliteJournalTamperTests : IDisposable
{
    private const int Rows = 120;

    private static readonly string[] Columns =
    [
        "version", "unix_ms", "day", "kind", "mti", "code", "amount", "currency", "effect", "issuer", "format", "acquirer", "terminal",
        "rrn", "card", "card_token", "stan", "originator_stan", "key", "queued", "lane", "content", "field", "message", "chain",
    ];

    private readonly string root = Directory.CreateTempSubdirectory("cardswitch").FullName;
    private readonly string written;
    private readonly JournalKeys keys = new(SampleRows.Bytes("master", 1, 32), "north");
    private readonly string[] rows;
    private int copies;

    public SqliteJournalTamperTests()
    {
        written = Path.Combine(root, "written");
        using var store = new SqliteJournal(new SqliteJournalOptions { Directory = written, MaxFileRows = 50 });
        int epoch = store.Open(new JournalOwner("north", SampleRows.Issuers)).Epoch;
        byte[] chain = new byte[32];
        var all = new List<string>();
        for (int at = 0; at < Rows; at += 10)
        {
            JournalSettlement some = SampleRows.Settlement(at + 1, 10, epoch);
            foreach (JournalRow row in some.Rows)
            {
                RowChain.Next(chain, row, chain);
                row.Chain = chain.ToArray();
                all.Add(SampleRows.Text(row));
            }
            store.Append(SampleRows.Group(at + 1, 10, epoch));
            store.Settle(some with { Seal = keys.SealOfChain(at + 10, chain) });
        }
        rows = [.. all];
    }

    public void Dispose()
    {
        keys.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Nothing_is_wrong_with_what_nobody_touched()
    {
        JournalVerdict verdict = Verify(Copy(), out _);
        Assert.True(verdict.IsIntact, verdict.What);
        Assert.Equal(Rows, verdict.Verified);
    }

    [Fact]
    public void A_value_that_was_edited_is_found_in_its_row() => Prop.ForAll(
        Gen.Choose(1, Rows).Zip(Gen.Elements(Columns)).ToArbitrary(),
        edit =>
        {
            (int number, string column) = edit;
            string copy = Copy();
            string old = string.Create(CultureInfo.InvariantCulture, $"WHERE number = {number}");
            SqlFile.Execute(FileOf(copy, number), column switch
            {
                "code" or "issuer" or "format" or "terminal" or "rrn" or "card" =>
                    $"UPDATE record SET {column} = ifnull({column}, '') || 'x' {old}",
                "card_token" or "key" or "message" or "chain" =>
                    $"UPDATE record SET {column} = CAST(ifnull(substr({column}, 2), x'') || x'FEED' AS BLOB) {old}",
                "content" => $"UPDATE record SET content = content - 1 {old}",
                _ => $"UPDATE record SET {column} = {column} + 1 {old}",
            });
            Assert.Equal(number, Verify(copy, out _).Wrong);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_that_was_taken_away_or_added_is_found() => Prop.ForAll(
        Gen.Choose(1, Rows).ToArbitrary(),
        number =>
        {
            string copy = Copy();
            SqlFile.Execute(FileOf(copy, number), $"DELETE FROM record WHERE number = {number}");
            Assert.Equal(number, Verify(copy, out _).Wrong);

            copy = Copy();
            SqlFile.Execute(FileOf(copy, number), $"UPDATE record SET number = number - 1000 WHERE number = {number}");
            Assert.False(Verify(copy, out _).IsIntact);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("UPDATE journal SET settled = 110")]
    [InlineData("UPDATE journal SET settled = 0")]
    [InlineData("DELETE FROM journal")]
    [InlineData("UPDATE journal SET settled = f.last, chain = f.chain, seal = zeroblob(32) FROM files f WHERE f.id = 2")]
    [InlineData("UPDATE journal SET pruned = f.last, pruned_chain = f.chain, pruned_seal = zeroblob(32) FROM files f WHERE f.id = 1")]
    [InlineData("DELETE FROM files WHERE id = 1")]
    [InlineData("DELETE FROM files WHERE id = 2")]
    [InlineData("UPDATE files SET first = 1000 WHERE id = 3")]
    public void Rows_that_were_cut_off_are_found(string change)
    {
        string copy = Copy();
        SqlFile.Execute(Path.Combine(copy, "intake.db"), change);
        JournalVerdict? verdict = null;
        try
        {
            verdict = Verify(copy, out _);
        }
        catch (JournalStoreException e)
        {
            Assert.Equal(JournalFault.Corrupt, e.Fault);
        }
        Assert.False(verdict is { IsIntact: true });
    }

    // Not every byte belongs to a row: the rest of a page, indexes, views. What matters is that nothing else is read for true.
    [Fact]
    public void Whatever_byte_is_changed_no_other_rows_pass() => Prop.ForAll(
        Gen.Choose(0, 2).Zip(Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(1, 255))).ToArbitrary(),
        damage =>
        {
            (int file, (int at, int flipped)) = damage;
            string copy = Copy();
            string path = FileOf(copy, 1 + 50 * file);
            byte[] bytes = File.ReadAllBytes(path);
            bytes[at % bytes.Length] ^= (byte)flipped;
            File.WriteAllBytes(path, bytes);
            try
            {
                if (Verify(copy, out string[] read).IsIntact) Assert.Equal(rows, read);
            }
            catch (JournalStoreException)
            {
                // As good: it cannot be read.
            }
        }).QuickCheckThrowOnFailure();

    private JournalVerdict Verify(string directory, out string[] read)
    {
        try
        {
            using var reader = new SqliteJournal(directory);
            reader.Open(new JournalOwner("north", SampleRows.Issuers, IsReader: true));
            JournalVerdict verdict = JournalVerifier.Verify(reader, keys);
            read = verdict.IsIntact ? [.. reader.Rows(new JournalQuery()).Select(SampleRows.Text)] : [];
            return verdict;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string FileOf(string directory, int number) =>
        Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"records-20260301-{(number - 1) / 50 + 1}.db"));

    private string Copy()
    {
        string copy = Path.Combine(root, $"copy{copies++}");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(written, "*.db")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }
}
