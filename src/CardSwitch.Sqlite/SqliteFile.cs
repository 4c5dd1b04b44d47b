using System.Reflection;
using CardSwitch.Journal;
using SQLitePCL;

namespace CardSwitch.Sqlite;

/// <summary>A connection to one database file. Every failure is a <see cref="JournalStoreException"/> that names the file.</summary>
internal sealed class SqliteFile : IDisposable
{
    // "CSwJ", so that file(1) and others can tell these files.
    private const int ApplicationId = 0x4353774A;

    private readonly sqlite3 handle;
    private readonly List<Statement> statements = [];

    static SqliteFile() => Batteries_V2.Init();

    private SqliteFile(string path, sqlite3 handle) => (Path, this.handle) = (path, handle);

    internal string Path { get; }

    internal int Changes => raw.sqlite3_changes(handle);

    /// <summary>Opens a file to be read only, and makes sure that this program knows its layout.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The journal's options.</param>
    /// <param name="script">The name of the script that makes such files.</param>
    internal static SqliteFile OpenToRead(string path, SqliteJournalOptions options, string script = RecordFile.Script)
    {
        SqliteFile file = Open(path, raw.SQLITE_OPEN_READONLY, options);
        try
        {
            file.CheckLayout(LayoutOf(script));
            return file;
        }
        catch (JournalStoreException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file to be written, and makes it by a script if it is not there. What is committed is on stable storage.</summary>
    /// <param name="path">The file.</param>
    /// <param name="script">The name of the script.</param>
    /// <param name="pragmas">What else the connection is told.</param>
    /// <param name="options">The journal's options.</param>
    internal static SqliteFile OpenToWrite(string path, string script, string pragmas, SqliteJournalOptions options)
    {
        SqliteFile file = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, options);
        try
        {
            if (options.MaxPages != 0) file.Execute($"PRAGMA max_page_count = {options.MaxPages}");
            file.Execute(pragmas);
            using (Statement mode = file.PrepareOnce("PRAGMA journal_mode = WAL"))
            {
                mode.Step();
                if (mode.Text(0) != "wal")
                {
                    throw new JournalStoreException(JournalFault.Unreachable, $"{path}: another program uses the file.");
                }
            }
            file.Execute("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
            if (file.Number("PRAGMA user_version") == 0) file.Create(script);
            file.CheckLayout(LayoutOf(script));
            return file;
        }
        catch (JournalStoreException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements without results.</summary>
    internal void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>The first column of the first row.</summary>
    internal long Number(string sql)
    {
        using Statement statement = PrepareOnce(sql);
        return statement.Step() ? statement.Long(0) : throw SqliteFault.Corrupt(Path, "a value is missing.");
    }

    /// <summary>A statement to be run again and again; disposed of with the file.</summary>
    internal Statement Prepare(string sql)
    {
        Statement statement = PrepareOnce(sql);
        statements.Add(statement);
        return statement;
    }

    /// <summary>A statement that its user disposes of.</summary>
    internal Statement PrepareOnce(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out sqlite3_stmt statement));
        return new Statement(this, statement);
    }

    /// <summary>Does all of it or nothing.</summary>
    internal void InTransaction(Action work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch (JournalStoreException)
        {
            // After some errors SQLite has rolled back by itself; if it cannot, the first error is what counts.
            if (raw.sqlite3_get_autocommit(handle) == 0) raw.sqlite3_exec(handle, "ROLLBACK");
            throw;
        }
    }

    /// <summary>
    /// Leaves one file without a log beside it, to be copied or read on its own, and closes it. While somebody reads it the log
    /// stays, and is good where it is.
    /// </summary>
    internal void Rest()
    {
        raw.sqlite3_busy_timeout(handle, 0);
        raw.sqlite3_exec(handle, "PRAGMA journal_mode = DELETE");
        Dispose();
    }

    internal void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        int extended = raw.sqlite3_extended_errcode(handle);
        throw SqliteFault.Exception((extended & 0xFF) == (result & 0xFF) ? extended : result, Path);
    }

    public void Dispose()
    {
        foreach (Statement statement in statements) statement.Dispose();
        handle.Dispose();
    }

    private static SqliteFile Open(string path, int flags, SqliteJournalOptions options)
    {
        int result = raw.sqlite3_open_v2(path, out sqlite3 handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (result != raw.SQLITE_OK)
        {
            handle.Dispose();
            throw SqliteFault.Exception(result, path);
        }
        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, (int)options.BusyTimeout.TotalMilliseconds);
        return new SqliteFile(path, handle);
    }

    private void Create(string script)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(script)!;
        using var reader = new StreamReader(stream);
        string sql = reader.ReadToEnd();
        InTransaction(() => Execute($"{sql}; PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {LayoutOf(script)}"));
    }

    // The version that each script says it is.
    private static int LayoutOf(string script) => script == IntakeFile.Script ? 2 : 1;

    private void CheckLayout(int known)
    {
        long layout = Number("PRAGMA user_version");
        if (layout > known)
        {
            throw SqliteFault.Corrupt(
                Path, $"its layout is version {layout}; this program knows versions up to {known}. Use a newer program.");
        }
        if (layout == 0 || Number("PRAGMA application_id") != ApplicationId) throw SqliteFault.Corrupt(Path, "not a file of a journal.");
        if (layout == known) return;
        throw SqliteFault.Corrupt(
            Path,
            $"its layout is version {layout}, which an earlier version of this program made. Begin a new journal, in another directory.");
    }
}
