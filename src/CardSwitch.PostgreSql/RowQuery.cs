using System.Globalization;
using System.Text;
using CardSwitch.Journal;
using Npgsql;
using NpgsqlTypes;

namespace CardSwitch.PostgreSql;

/// <summary>Reads a station's rows page by page: no page's snapshot is held while the caller works on it.</summary>
internal static class RowQuery
{
    internal static List<JournalRow> Page(
        NpgsqlConnection connection, string quoted, string station, JournalQuery query, long from, int limit)
    {
        using NpgsqlCommand command = connection.CreateCommand();
        var where = new StringBuilder("station = $1 AND number >= $2");
        Add(command, NpgsqlDbType.Text, station);
        Add(command, NpgsqlDbType.Bigint, from);
        if (query.To != long.MaxValue) Narrow(" AND number <= ", NpgsqlDbType.Bigint, query.To);
        if (query.Day is DateOnly day) Narrow(" AND day = ", NpgsqlDbType.Integer, Number(day));
        if (!query.CardToken.IsEmpty) Narrow(" AND card_token = ", NpgsqlDbType.Bytea, query.CardToken);
        if (query.Terminal is not null) Narrow(" AND terminal = ", NpgsqlDbType.Text, StoredText.Of(query.Terminal)!);
        if (query.Rrn is not null) Narrow(" AND rrn = ", NpgsqlDbType.Text, StoredText.Of(query.Rrn)!);
        if (!query.Key.IsEmpty) Narrow(" AND key = ", NpgsqlDbType.Bytea, query.Key);
        // As a number, so that the planner sees whether the index of one kind will do.
        if (query.Kind != 0) where.Append(CultureInfo.InvariantCulture, $" AND kind = {query.Kind}");
        // A key has few rows: they are found first, whatever the planner thinks of walking through all rows in their order.
        string source = query.Key.IsEmpty ? $"{quoted}.record"
            : $"(SELECT * FROM {quoted}.record WHERE key = ${command.Parameters.Count} OFFSET 0) r";
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"SELECT {RowColumns.Names} FROM {source} WHERE {where} ORDER BY number LIMIT {limit}");

        var rows = new List<JournalRow>();
        using NpgsqlDataReader reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(RowColumns.Read(reader));
        return rows;

        void Narrow(string condition, NpgsqlDbType type, object value)
        {
            Add(command, type, value);
            where.Append(CultureInfo.InvariantCulture, $"{condition}${command.Parameters.Count}");
        }
    }

    /// <summary>Whether rows of a day are wanted, with nothing else by which they could be found.</summary>
    internal static bool IsWholeDay(JournalQuery query) =>
        query.Day is not null && query.CardToken.IsEmpty && query.Key.IsEmpty && query.Terminal is null && query.Rrn is null;

    /// <summary>The query within the numbers of its day's rows, so that no page looks for them among the others.</summary>
    internal static JournalQuery Bounded(NpgsqlConnection connection, string rowsOfDay, string station, JournalQuery query)
    {
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = rowsOfDay;
        Add(command, NpgsqlDbType.Text, station);
        Add(command, NpgsqlDbType.Integer, Number(query.Day!.Value));
        using NpgsqlDataReader reader = command.ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0)
            ? query with { From = Math.Max(query.From, reader.GetInt64(0)), To = Math.Min(query.To, reader.GetInt64(1)) }
            : query with { From = 1, To = 0 };
    }

    /// <summary>A day as the column has it: yyyymmdd.</summary>
    internal static int Number(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object value) =>
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
}
