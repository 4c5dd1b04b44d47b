namespace CardSwitch.PostgreSql;

/// <summary>The statements, for one schema. $1 is the station throughout, where there is one.</summary>
internal sealed class JournalSql(string schema)
{
    internal string Quoted { get; } = QuotedName(schema);

    private string S => Quoted;

    // Two rows say who the owner is, one for each of its threads: "station" is held by an append to its commit, "head" by a
    // settlement, both only where their epoch is still the writer's. A new owner writes its epoch into both, in this order, and
    // looks at nothing before it has them. So whoever of the old owner came first is waited for, and what it wrote is seen by
    // the looks that follow, each with a snapshot of its own (READ COMMITTED). Whoever came second waits for the new
    // owner's commit, and then finds another epoch: the server looks at a row again that it waited for. No transaction that
    // holds "head" asks for "station", so none waits in a circle. It must be two rows, and not one that both threads share a
    // lock on: their transactions overlap under load without an end, and a new owner would wait for ever.
    // The lease stands in the row of the appends, which are the ones that renew it: a settlement never touches it.
    internal string Append => $"""
        WITH owner AS (SELECT epoch FROM {S}.station WHERE station = $1 AND epoch = $2 FOR SHARE)
        INSERT INTO {S}.intake (station, first, count, epoch, issuers, sealed) SELECT $1, $3, $4, $2, $5, $6 FROM owner
        """;

    internal string AppendRenewing => $"""
        WITH owner AS (
            UPDATE {S}.station SET lease_until = CURRENT_TIMESTAMP + $7 WHERE station = $1 AND epoch = $2 RETURNING epoch)
        INSERT INTO {S}.intake (station, first, count, epoch, issuers, sealed) SELECT $1, $3, $4, $2, $5, $6 FROM owner
        """;

    internal string FindGroup => $"""
        SELECT o.epoch, i.count, i.epoch, i.sealed
        FROM {S}.station o LEFT JOIN {S}.intake i ON i.station = o.station AND i.first = $2 WHERE o.station = $1
        """;

    internal string Own => $"""
        INSERT INTO {S}.station AS s (station, epoch, owner, lease_until) VALUES ($1, 1, $2, CURRENT_TIMESTAMP + $3)
        ON CONFLICT (station) DO UPDATE SET epoch = s.epoch + 1, owner = excluded.owner, lease_until = excluded.lease_until
        RETURNING epoch
        """;

    internal string OwnLapsed => $"""
        UPDATE {S}.station SET epoch = epoch + 1, owner = $2, lease_until = CURRENT_TIMESTAMP + $3
        WHERE station = $1 AND lease_until < CURRENT_TIMESTAMP RETURNING epoch
        """;

    internal string Begin => $"""
        INSERT INTO {S}.head AS h (station, epoch, number, chain, seal, first, before, before_seal)
        VALUES ($1, $4, 0, $2, $3, 1, $2, $3) ON CONFLICT (station) DO UPDATE SET epoch = excluded.epoch
        """;

    internal string Position => $"""
        SELECT h.number, h.chain, o.epoch,
               (SELECT i.first + i.count - 1 FROM {S}.intake i WHERE i.station = $1 ORDER BY i.first DESC LIMIT 1)
        FROM {S}.head h JOIN {S}.station o ON o.station = h.station WHERE h.station = $1
        """;

    internal string Renew =>
        $"UPDATE {S}.station SET lease_until = CURRENT_TIMESTAMP + $3 WHERE station = $1 AND epoch = $2";

    // Held to the end of the transaction. Settling and pruning take turns, whoever does it.
    internal string Hold => $"SELECT number FROM {S}.head WHERE station = $1 AND epoch = $2 FOR NO KEY UPDATE";

    // Who prunes and is not the owner: only the first row moves on, which the owner does not mind.
    internal string HoldHead => $"SELECT number FROM {S}.head WHERE station = $1 FOR NO KEY UPDATE";

    internal string Head => $"SELECT number, chain, seal, first, before, before_seal FROM {S}.head WHERE station = $1";

    // Groups do not overlap: none before the last one that begins at $4 or below it has a record from there on.
    internal string Groups => $"""
        SELECT first, count, epoch, issuers, sealed FROM {S}.intake
        WHERE station = $1 AND first > $2 AND first + count > $4 AND first >= COALESCE(
            (SELECT i.first FROM {S}.intake i WHERE i.station = $1 AND i.first <= $4 ORDER BY i.first DESC LIMIT 1), 0)
        ORDER BY first LIMIT $3
        """;

    // "+ 0": the index of days is to be used, and not the rows walked through until one is of that day.
    internal string RowsOfDay => $"SELECT min(number + 0), max(number + 0) FROM {S}.record WHERE station = $1 AND day = $2";

    internal string SealedMessages =>
        $"SELECT number, sealed FROM {S}.sealed_message WHERE station = $1 AND number > $2 ORDER BY number LIMIT $3";

    internal string CopyRows =>
        $"COPY {S}.record (station, {RowColumns.Names}) FROM STDIN (FORMAT BINARY)";

    internal string CopySealed => $"COPY {S}.sealed_message (station, number, sealed) FROM STDIN (FORMAT BINARY)";

    internal string DeleteGroups => $"DELETE FROM {S}.intake WHERE station = $1 AND first <= $2 AND first + count - 1 <= $2";

    internal string DeleteSealed => $"DELETE FROM {S}.sealed_message WHERE station = $1 AND number = ANY ($2)";

    internal string MoveHead => $"UPDATE {S}.head SET number = $2, chain = $3, seal = $4 WHERE station = $1";

    internal string AddSeal => $"INSERT INTO {S}.seal (station, number, seal) VALUES ($1, $2, $3)";

    /// <summary>The last row that may go: all up to it are of days before, and none has a sealed message.</summary>
    internal string PruneLimit => $"""
        SELECT LEAST(
            COALESCE((SELECT number - 1 FROM {S}.record WHERE station = $1 AND day >= $2 ORDER BY number LIMIT 1), h.number),
            COALESCE((SELECT number - 1 FROM {S}.sealed_message WHERE station = $1 ORDER BY number LIMIT 1), h.number)), h.first
        FROM {S}.head h WHERE h.station = $1
        """;

    /// <summary>A row to cut behind: the first that has a seal from $2 on, else the last before it; up to $3.</summary>
    internal string PruneCut => $"""
        SELECT s.number, s.seal, r.chain
        FROM {S}.seal s JOIN {S}.record r ON r.station = s.station AND r.number = s.number
        WHERE s.station = $1 AND s.number <= $3
        ORDER BY CASE WHEN s.number >= $2 THEN s.number - $2 ELSE $3 + $2 - s.number END LIMIT 1
        """;

    internal string MoveFirst => $"UPDATE {S}.head SET first = $2, before = $3, before_seal = $4 WHERE station = $1";

    internal string DeleteRows => $"DELETE FROM {S}.record WHERE station = $1 AND number <= $2";

    internal string DeleteSeals => $"DELETE FROM {S}.seal WHERE station = $1 AND number <= $2";

    internal string Peers => $"""
        SELECT o.station, o.owner, o.epoch, o.lease_until < CURRENT_TIMESTAMP, h.number
        FROM {S}.station o JOIN {S}.head h ON h.station = o.station WHERE o.station <> $1 ORDER BY o.station
        """;

    internal string NewestRoutes => $"SELECT version, content FROM {S}.routes ORDER BY version DESC LIMIT 1";

    internal string RoutesVersion => $"SELECT COALESCE(max(version), 0) FROM {S}.routes";

    internal string Routes => $"SELECT content FROM {S}.routes WHERE version = $1";

    internal string AddRoutes =>
        $"INSERT INTO {S}.routes (version, content, published_by, published_at) VALUES ($1, $2, $3, CURRENT_TIMESTAMP)";

    private static string QuotedName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Contains('\0') || name.Length > 63) throw new ArgumentException("A schema's name has 1 to 63 characters.", nameof(name));
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
