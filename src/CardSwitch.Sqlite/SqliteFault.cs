using CardSwitch.Journal;
using SQLitePCL;

namespace CardSwitch.Sqlite;

/// <summary>What SQLite's result codes mean for a station.</summary>
internal static class SqliteFault
{
    internal static JournalFault Of(int extended) => (extended & 0xFF) switch
    {
        raw.SQLITE_FULL => JournalFault.Full,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_MISMATCH => JournalFault.Corrupt,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => JournalFault.Unreachable,
        _ => JournalFault.Broken,
    };

    /// <summary>SQLite's own words name the file's tables and columns, never their values.</summary>
    internal static JournalStoreException Exception(int extended, string path) =>
        new(Of(extended), $"{path}: {raw.sqlite3_errstr(extended).utf8_to_string()} (SQLite error {extended}).");

    internal static JournalStoreException Corrupt(string path, string what) => new(JournalFault.Corrupt, $"{path}: {what}");
}
