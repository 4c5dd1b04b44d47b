namespace CardSwitch.Sqlite;

/// <summary>Where and how a journal is kept in SQLite files.</summary>
public sealed class SqliteJournalOptions
{
    /// <summary>The station's own directory, on a local disk; made if it is not there. One journal, nothing else.</summary>
    public required string Directory { get; init; }

    /// <summary>How many rows a record file has at most before the next one is begun, give or take one settlement.</summary>
    public int MaxFileRows { get; init; } = 2_000_000;

    /// <summary>How many bytes a record file has at most before the next one is begun, give or take one settlement.</summary>
    public long MaxFileBytes { get; init; } = 1L << 30;

    /// <summary>How long to wait for another program that holds a lock on a file, as an SQLite shell does while it writes.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many bytes a log file of sealed groups has, unless it is for one group that is larger.</summary>
    internal long LogFileBytes { get; init; } = 32 << 20;

    /// <summary>How many pages each database and all log files together may have, or 0: a full disk for tests.</summary>
    internal int MaxPages { get; init; }

    /// <summary>Called before each step that changes the log's files: an <see cref="IOException"/>, or a crash, for tests.</summary>
    internal Action? BeforeLogStep { get; init; }
}
