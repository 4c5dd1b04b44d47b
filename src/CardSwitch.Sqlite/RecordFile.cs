using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>The newest record file, which rows are being added to.</summary>
internal sealed class RecordFile : IDisposable
{
    // 64 MiB of pages in memory: the indexes' slice that inserts touch, and the pages of a long settlement. A checkpoint, and
    // so how long one holds an append up, is at most some 16 MiB.
    private const string Pragmas =
        "PRAGMA page_size = 8192; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 33554432";

    internal const string Script = "Records.sql";

    private readonly SqliteFile file;
    private readonly RowInsert insert;
    private readonly Statement pages;

    private RecordFile(SqliteFile file, long pageSize)
    {
        this.file = file;
        PageSize = pageSize;
        insert = new RowInsert(file);
        pages = file.Prepare("PRAGMA page_count");
    }

    internal long Length
    {
        get
        {
            pages.Step();
            long length = pages.Long(0) * PageSize;
            pages.Reset();
            return length;
        }
    }

    private long PageSize { get; }

    /// <summary>Opens it, makes it if it is not there, and takes out rows that a crash left without their settlement's end.</summary>
    internal static RecordFile Open(string path, long settled, SqliteJournalOptions options)
    {
        SqliteFile file = SqliteFile.OpenToWrite(path, Script, Pragmas, options);
        try
        {
            file.Execute($"DELETE FROM record WHERE number > {settled}");
            return new RecordFile(file, file.Number("PRAGMA page_size"));
        }
        catch (JournalStoreException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds the rows above a number, all or none.</summary>
    internal void Add(IReadOnlyList<JournalRow> rows, long settled) => file.InTransaction(() =>
    {
        int from = 0;
        while (rows[from].Number <= settled) from++;
        insert.Run(rows, from);
    });

    internal void Rest() => file.Rest();

    public void Dispose() => file.Dispose();
}
