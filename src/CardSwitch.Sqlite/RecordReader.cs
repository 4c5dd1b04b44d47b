using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>
/// Reads the rows of one record file that fit a query, some at a time, so that no statement stays open for as long as a caller
/// likes: it would keep the station's log from being moved into the file.
/// </summary>
internal sealed class RecordReader : IDisposable
{
    private const int PageRows = 1000;

    // The rows of a slice, as the file's indexes cut them.
    private const int SliceBits = 13;

    // A day is opened once in millions of rows, and every start of a station asks for these. Its number is that of record_day.
    private const int DayOpened = 14;

    private readonly SqliteFile file;
    private readonly FileEntry entry;
    private readonly JournalQuery query;
    private readonly long to;
    private readonly string? index;
    private readonly Statement statement;

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entry">What the intake says of it.</param>
    /// <param name="query">Which rows.</param>
    /// <param name="to">No row above this number: it may be there, but is not settled.</param>
    /// <param name="options">The journal's options.</param>
    internal RecordReader(string path, FileEntry entry, JournalQuery query, long to, SqliteJournalOptions options)
    {
        (this.entry, this.query, this.to) = (entry, query, to);
        index = !query.Key.IsEmpty ? "record_key"
            : query.Rrn is not null ? "record_rrn"
            : !query.CardToken.IsEmpty ? "record_card"
            : query.Terminal is not null ? "record_terminal"
            : null;
        file = SqliteFile.OpenToRead(path, options);
        try
        {
            statement = file.Prepare(Sql());
        }
        catch (JournalStoreException)
        {
            file.Dispose();
            throw;
        }
    }

    internal IEnumerable<JournalRow> Rows()
    {
        var page = new List<JournalRow>();
        if (index is null)
        {
            foreach (JournalRow row in Slice(0, page)) yield return row;
            yield break;
        }
        long last = Math.Min(to, entry.Last) >> SliceBits;
        for (long slice = Math.Max(query.From, entry.First) >> SliceBits; slice <= last; slice++)
        {
            foreach (JournalRow row in Slice(slice, page)) yield return row;
        }
    }

    public void Dispose() => file.Dispose();

    private IEnumerable<JournalRow> Slice(long slice, List<JournalRow> page)
    {
        long from = query.From;
        do
        {
            Fill(page, slice, from);
            foreach (JournalRow row in page) yield return row;
            if (page.Count != 0) from = page[^1].Number + 1;
        }
        while (page.Count == PageRows);
    }

    private void Fill(List<JournalRow> page, long slice, long from)
    {
        page.Clear();
        statement.Bind(1, from).Bind(2, to);
        if (index is not null) statement.Bind(3, slice);
        if (!query.Key.IsEmpty) statement.Bind(4, query.Key.Span);
        if (query.Rrn is not null) statement.Bind(5, query.Rrn);
        if (!query.CardToken.IsEmpty) statement.Bind(6, query.CardToken.Span);
        if (query.Terminal is not null) statement.Bind(7, query.Terminal);
        if (query.Day is { } day) statement.Bind(8, Number(day));
        if (query.Kind is not 0 and not DayOpened) statement.Bind(9, query.Kind);
        try
        {
            while (statement.Step()) page.Add(RecordColumns.Read(statement, file.Path));
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>A day as rows have it: yyyymmdd.</summary>
    internal static int Number(DateOnly day) => 10_000 * day.Year + 100 * day.Month + day.Day;

    // Parameters that are not named are not there, so each keeps its number by itself.
    private string Sql()
    {
        string by = index is not null ? $"INDEXED BY {index}" : query.Kind == DayOpened ? "" : "NOT INDEXED";
        string sql = $"SELECT {RecordColumns.Names} FROM record {by} WHERE number >= ?1 AND number <= ?2";
        if (index is not null) sql += " AND slice = ?3";
        if (!query.Key.IsEmpty) sql += " AND key = ?4";
        if (query.Rrn is not null) sql += " AND rrn = ?5";
        if (!query.CardToken.IsEmpty) sql += " AND card_token = ?6";
        if (query.Terminal is not null) sql += " AND terminal = ?7";
        if (query.Day is not null) sql += " AND day = ?8";
        // By its number: an index of some rows only is not looked at for a parameter.
        if (query.Kind == DayOpened) sql += $" AND kind = {DayOpened}";
        else if (query.Kind != 0) sql += " AND kind = ?9";
        return $"{sql} ORDER BY number LIMIT {PageRows}";
    }
}
