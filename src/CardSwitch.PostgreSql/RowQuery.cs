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
        if (query.Kind != 0) Narrow(" AND kind = ", NpgsqlDbType.Integer, query.Kind);
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"SELECT {RowColumns.Names} FROM {quoted}.record WHERE {where} ORDER BY number LIMIT {limit}");

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

    /// <summary>A day as the column has it: yyyymmdd.</summary>
    internal static int Number(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object value) =>
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
}
