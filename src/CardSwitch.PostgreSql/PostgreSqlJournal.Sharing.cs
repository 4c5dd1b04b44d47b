using CardSwitch.Journal;
using Npgsql;

namespace CardSwitch.PostgreSql;

public sealed partial class PostgreSqlJournal
{
    // Two stations may publish at the same time: the second takes the version after.
    private const int PublishAttempts = 5;

    private string OwnerText => $"{owningStation ?? station} on {Environment.MachineName}, process {Environment.ProcessId}";

    // A group renews the lease when it is this old, not each time: the station's row is not written for every group.
    private TimeSpan RenewEvery => TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, options.Lease.Ticks / 4));

    /// <inheritdoc/>
    public void Renew() => Appending.Do(connection =>
    {
        long now = options.Clock.GetTimestamp();
        using NpgsqlCommand command = Command(connection, sql.Renew, station, epoch, options.Lease);
        command.CommandTimeout = JournalSession.Seconds(options.CommandTimeout);
        if (command.ExecuteNonQuery() == 0) throw Fenced();
        renewedAt = now;
    });

    /// <inheritdoc/>
    public IReadOnlyList<JournalPeer> Peers() => Session.Do(connection =>
    {
        using NpgsqlCommand command = Command(connection, sql.Peers, station);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var peers = new List<JournalPeer>();
        while (reader.Read())
        {
            peers.Add(new JournalPeer(
                reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetBoolean(3), reader.GetInt64(4)));
        }
        return peers;
    });

    /// <inheritdoc/>
    public IReadOnlyList<JournalRow> PeerRows(string peer, long after, int max) => Session.Do(
        connection => RowQuery.Page(connection, sql.Quoted, peer, new JournalQuery(), after + 1, max));

    /// <inheritdoc/>
    public JournalTakeOver? TakeOver(string peer)
    {
        if (peer == station) throw new ArgumentException("A station does not take over its own journal.", nameof(peer));
        var taken = new PostgreSqlJournal(options)
        {
            station = peer,
            owningStation = station,
            issuers = issuers,
            issuersText = issuersText,
        };
        taken.Connect(station);
        try
        {
            JournalPosition? position = taken.Session.Do(connection => taken.Own(connection, sql.OwnLapsed));
            if (position is not null) return new JournalTakeOver(taken, position);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
        taken.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public long PublishRoutes(ReadOnlyMemory<byte> content) => Session.Do(connection =>
    {
        for (int attempt = 1; ; attempt++)
        {
            long newest = 0;
            using (NpgsqlCommand find = Command(connection, sql.NewestRoutes))
            using (NpgsqlDataReader reader = find.ExecuteReader())
            {
                if (reader.Read())
                {
                    newest = reader.GetInt64(0);
                    if (reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(content.Span)) return newest;
                }
            }
            try
            {
                using NpgsqlCommand add = Command(connection, sql.AddRoutes, newest + 1, content, station);
                add.ExecuteNonQuery();
                return newest + 1;
            }
            catch (PostgresException e) when (e.SqlState == ServerFault.UniqueViolation && attempt < PublishAttempts)
            {
            }
        }
    });

    /// <inheritdoc/>
    public long RoutesVersion() => Session.Do(connection =>
    {
        using NpgsqlCommand command = Command(connection, sql.RoutesVersion);
        return (long)command.ExecuteScalar()!;
    });

    /// <inheritdoc/>
    public byte[]? Routes(long version) => Session.Do(connection =>
    {
        using NpgsqlCommand command = Command(connection, sql.Routes, version);
        return command.ExecuteScalar() as byte[];
    });
}
