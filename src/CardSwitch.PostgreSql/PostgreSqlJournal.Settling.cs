using CardSwitch.Journal;
using Npgsql;

namespace CardSwitch.PostgreSql;

public sealed partial class PostgreSqlJournal
{
    private readonly CopyWriter copying = new();

    /// <inheritdoc/>
    public void Settle(JournalSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        Session.Do(connection =>
        {
            using NpgsqlTransaction transaction = connection.BeginTransaction();
            long settled = Hold(connection);
            if (settlement.Rows[0].Number > settled + 1)
            {
                throw new JournalStoreException(JournalFault.Corrupt,
                    $"Row {settlement.Rows[0].Number} does not follow {settled}, the last one that is settled.");
            }
            if (settlement.UpTo > settled)
            {
                CopyRows(connection, settlement.Rows, settled);
                CopySealed(connection, settlement.Rows, settled);
                Finish(connection, settlement);
            }
            // Not with synchronous_commit off, though the groups would come back with a settlement that was lost: a
            // station that outlives the server's crash goes on behind what it was told is settled, and other stations follow rows.
            transaction.Commit();
        });
    }

    /// <inheritdoc/>
    public long Prune(DateOnly before, IProgress<long>? progress)
    {
        long limit = 0, first = 0;
        Session.Do(connection =>
        {
            if (!isReader) Hold(connection);
            using NpgsqlCommand command = Command(connection, sql.PruneLimit, station, RowQuery.Number(before));
            using NpgsqlDataReader reader = command.ExecuteReader();
            if (reader.Read()) (limit, first) = (reader.GetInt64(0), reader.GetInt64(1));
        });
        long deleted = 0;
        while (first <= limit)
        {
            long next = Session.Do(connection => PruneFrom(connection, first, limit));
            if (next == first) break;
            deleted += next - first;
            first = next;
            progress?.Report(deleted);
        }
        return deleted;
    }

    // Locked up to the commit: a new owner waits for it, or is seen here.
    private long Hold(NpgsqlConnection connection)
    {
        using NpgsqlCommand hold = Command(connection, sql.Hold, station, epoch);
        return hold.ExecuteScalar() is long settled ? settled : throw Fenced();
    }

    private void CopyRows(NpgsqlConnection connection, IReadOnlyList<JournalRow> rows, long settled) =>
        Copy(connection, sql.CopyRows, rows, row => row.Number > settled, row => RowColumns.Write(copying, station, row));

    private void CopySealed(NpgsqlConnection connection, IReadOnlyList<JournalRow> rows, long settled)
    {
        bool IsKept(JournalRow row) => row.Number > settled && !row.Sealed.IsEmpty;
        if (!rows.Any(IsKept)) return;
        Copy(connection, sql.CopySealed, rows, IsKept, row =>
        {
            copying.BeginRow(3);
            copying.Text(station);
            copying.Bigint(row.Number);
            copying.Bytea(row.Sealed.Span);
        });
    }

    private void Copy(
        NpgsqlConnection connection, string text, IReadOnlyList<JournalRow> rows, Predicate<JournalRow> isWanted, Action<JournalRow> write)
    {
        // Disposing ends it: an error before that is the connection's, which is given up then.
        using NpgsqlRawCopyStream stream = connection.BeginRawBinaryCopy(text);
        stream.WriteTimeout = stream.ReadTimeout = (int)options.LongTimeout.TotalMilliseconds;
        copying.Begin(stream);
        foreach (JournalRow row in rows)
        {
            if (isWanted(row)) write(row);
        }
        copying.End();
    }

    // One round trip for all that follows the rows.
    private void Finish(NpgsqlConnection connection, JournalSettlement settlement)
    {
        JournalRow last = settlement.Rows[^1];
        using var batch = new NpgsqlBatch(connection);
        Add(sql.DeleteGroups, last.Number);
        if (settlement.Ended.Count != 0) Add(sql.DeleteSealed, settlement.Ended.ToArray());
        Add(sql.MoveHead, last.Number, last.Chain, settlement.Seal);
        Add(sql.AddSeal, last.Number, settlement.Seal);
        batch.ExecuteNonQuery();

        void Add(string text, params ReadOnlySpan<object> values)
        {
            var command = new NpgsqlBatchCommand(text);
            command.Parameters.Add(new NpgsqlParameter { Value = station });
            foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            batch.BatchCommands.Add(command);
        }
    }

    // Some rows at a time, up to one whose chain value has a seal: what is left can be verified after each step.
    private long PruneFrom(NpgsqlConnection connection, long first, long limit)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        if (!isReader) Hold(connection);
        else using (NpgsqlCommand hold = Command(connection, sql.HoldHead, station)) hold.ExecuteNonQuery();
        long cut;
        byte[] seal, chain;
        using (NpgsqlCommand command = Command(connection, sql.PruneCut, station, Math.Min(first + PruneRows - 1, limit), limit))
        using (NpgsqlDataReader reader = command.ExecuteReader())
        {
            if (!reader.Read()) return first;
            (cut, seal, chain) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2));
        }
        using (NpgsqlCommand move = Command(connection, sql.MoveFirst, station, cut + 1, chain, seal)) move.ExecuteNonQuery();
        using (NpgsqlCommand rows = Command(connection, sql.DeleteRows, station, cut)) rows.ExecuteNonQuery();
        using (NpgsqlCommand seals = Command(connection, sql.DeleteSeals, station, cut)) seals.ExecuteNonQuery();
        transaction.Commit();
        return cut + 1;
    }
}
