using CardSwitch.Sqlite;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>A file of a journal in the hands of somebody with an SQLite shell.</summary>
internal static class SqlFile
{
    internal static void Execute(string path, string sql)
    {
        using SqliteFile file = Open(path);
        file.Execute(sql);
    }

    /// <summary>The rows of a result, the columns of each with bars between them.</summary>
    internal static string[] Query(string path, string sql, int columns)
    {
        using SqliteFile file = Open(path);
        using Statement statement = file.PrepareOnce(sql);
        var rows = new List<string>();
        while (statement.Step()) rows.Add(string.Join('|', Enumerable.Range(0, columns).Select(statement.Text)));
        return [.. rows];
    }

    private static SqliteFile Open(string path) => SqliteFile.OpenToWrite(
        path, Path.GetFileName(path) == IntakeFile.FileName ? IntakeFile.Script : RecordFile.Script, "PRAGMA secure_delete = ON",
        new SqliteJournalOptions { Directory = Path.GetDirectoryName(path)! });
}
