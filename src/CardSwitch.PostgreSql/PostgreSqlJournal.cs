using CardSwitch.Journal;
using Npgsql;

namespace CardSwitch.PostgreSql;

/// <summary>
/// A journal in PostgreSQL (tested with version 15), which several stations may share, each with its own numbers. A group is
/// one statement and one commit, with <c>synchronous_commit</c> at least <c>on</c>. A statement whose connection is lost is
/// done once more on a new connection, and finds what the first one may have done. After
/// <see cref="JournalFault.Unreachable"/> the same group must be asked for again, the same bytes under the same number: it is
/// found if it came to be after all. Appending has a connection of its own, so that it waits for nothing else that is done.
/// </summary>
public sealed partial class PostgreSqlJournal : ISharedJournal
{
    private const int PageRows = 1000;
    private const int PageGroups = 16;
    private const int PruneRows = 10_000;
    private static readonly byte[] Zeros = new byte[32];

    private readonly PostgreSqlJournalOptions options;
    private readonly JournalSql sql;
    private JournalSession? session;
    private JournalSession? appending;
    private string station = "";
    private string? owningStation;
    private IReadOnlyList<JournalIssuer> issuers = [];
    private string issuersText = "";
    private bool isReader;
    private int epoch;
    private long renewedAt;

    /// <summary>Nothing is connected before <see cref="Open"/>.</summary>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    public PostgreSqlJournal(PostgreSqlJournalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        this.options = options;
        sql = new JournalSql(options.Schema);
    }

    /// <summary>With every other option as it is by itself.</summary>
    public PostgreSqlJournal(string connectionString)
        : this(new PostgreSqlJournalOptions { ConnectionString = connectionString })
    {
    }

    private JournalSession Session => session ?? throw NotOpened();

    private JournalSession Appending => appending ?? throw NotOpened();

    /// <inheritdoc/>
    public JournalPosition Open(JournalOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        Dispose();
        Connect(owner.Station);
        (station, issuers, isReader) = (owner.Station, owner.Issuers, owner.IsReader);
        issuersText = IssuerList.Write(issuers);
        return Session.Do(connection =>
        {
            JournalTables.Ensure(connection, options.Schema, sql.Quoted);
            return isReader ? Where(connection) : Own(connection, sql.Own)!;
        });
    }

    /// <inheritdoc/>
    public void Append(JournalGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        Appending.Do(connection =>
        {
            bool renews = options.Clock.GetElapsedTime(renewedAt) >= RenewEvery;
            long now = options.Clock.GetTimestamp();
            try
            {
                if (Insert(renews ? sql.AppendRenewing : sql.Append, group, renews) == 0) throw Fenced();
                if (renews) renewedAt = now;
            }
            catch (PostgresException e) when (e.SqlState == ServerFault.UniqueViolation)
            {
                Confirm(connection, group);
            }
        });
    }

    /// <inheritdoc/>
    public IEnumerable<JournalGroup> Unsettled(long from = 1)
    {
        for (long after = 0; ;)
        {
            List<JournalGroup> page = Session.Do(connection => Groups(connection, after, from));
            foreach (JournalGroup group in page) yield return group;
            if (page.Count < PageGroups) yield break;
            after = page[^1].First;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SealedMessage> SealedMessages()
    {
        for (long after = 0; ;)
        {
            List<SealedMessage> page = Session.Do(connection => Sealed(connection, after));
            foreach (SealedMessage message in page) yield return message;
            if (page.Count < PageRows) yield break;
            after = page[^1].Number;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<JournalRow> Rows(JournalQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (RowQuery.IsWholeDay(query)) query = Session.Do(connection => RowQuery.Bounded(connection, sql.RowsOfDay, station, query));
        for (long from = query.From; from <= query.To;)
        {
            List<JournalRow> page = Session.Do(
                connection => RowQuery.Page(connection, sql.Quoted, station, query, from, PageRows));
            foreach (JournalRow row in page) yield return row;
            if (page.Count < PageRows) yield break;
            from = page[^1].Number + 1;
        }
    }

    /// <inheritdoc/>
    public JournalChain Chain() => Session.Do(connection =>
    {
        using NpgsqlCommand command = Command(connection, sql.Head, station);
        using NpgsqlDataReader reader = command.ExecuteReader();
        if (!reader.Read()) return new JournalChain(0, Zeros, default, 0, default);
        long last = reader.GetInt64(0), first = reader.GetInt64(3);
        return new JournalChain(first > last ? 0 : first, reader.GetFieldValue<byte[]>(4), reader.GetFieldValue<byte[]>(5),
            last, reader.GetFieldValue<byte[]>(2));
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        session?.Dispose();
        appending?.Dispose();
        (session, appending) = (null, null);
    }

    // The thread that appends has a connection of its own, made with its first group.
    private void Connect(string name) => (session, appending) =
        (new JournalSession(options, name), new JournalSession(options, $"{name} appending"));

    // All in one transaction: who waited for the station's two rows sees what the owner before it wrote.
    private JournalPosition? Own(NpgsqlConnection connection, string own)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using NpgsqlCommand take = Command(connection, own, station, OwnerText, options.Lease);
        long now = options.Clock.GetTimestamp();
        if (take.ExecuteScalar() is not int taken) return null;
        using NpgsqlCommand begin = Command(connection, sql.Begin, station, Zeros, Array.Empty<byte>(), taken);
        begin.ExecuteNonQuery();
        JournalPosition position = Where(connection);
        transaction.Commit();
        (epoch, renewedAt) = (taken, now);
        return position;
    }

    private JournalPosition Where(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = Command(connection, sql.Position, station);
        using NpgsqlDataReader reader = command.ExecuteReader();
        if (!reader.Read()) return new JournalPosition(0, 0, Zeros, 0);
        long settled = reader.GetInt64(0), appended = reader.IsDBNull(3) ? 0 : reader.GetInt64(3);
        return new JournalPosition(Math.Max(settled, appended), settled, reader.GetFieldValue<byte[]>(1), reader.GetInt32(2));
    }

    private int Insert(string text, JournalGroup group, bool renews)
    {
        NpgsqlCommand command = Appending.Prepared(text, () => GroupParameters.Of(renews, JournalSession.Seconds(options.CommandTimeout)));
        GroupParameters.Set(command, station, epoch, group, IssuersOf(group), renews ? options.Lease : null);
        return command.ExecuteNonQuery();
    }

    // The number is taken: by this very group, when the commit before was not answered.
    private void Confirm(NpgsqlConnection connection, JournalGroup group)
    {
        using NpgsqlCommand command = Command(connection, sql.FindGroup, station, group.First);
        using NpgsqlDataReader reader = command.ExecuteReader();
        if (!reader.Read() || reader.GetInt32(0) != epoch) throw Fenced();
        bool isSame = !reader.IsDBNull(1) && reader.GetInt32(1) == group.Count && reader.GetInt32(2) == epoch
            && reader.GetFieldValue<byte[]>(3).AsSpan().SequenceEqual(group.Sealed.Span);
        if (!isSame) throw new JournalStoreException(JournalFault.Corrupt, $"Another group has the number {group.First} already.");
    }

    private List<JournalGroup> Groups(NpgsqlConnection connection, long after, long from)
    {
        using NpgsqlCommand command = Command(connection, sql.Groups, station, after, (long)PageGroups, from);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var page = new List<JournalGroup>();
        while (reader.Read())
        {
            page.Add(new JournalGroup(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2),
                IssuerList.Read(reader.GetString(3)), reader.GetFieldValue<byte[]>(4)));
        }
        return page;
    }

    private List<SealedMessage> Sealed(NpgsqlConnection connection, long after)
    {
        using NpgsqlCommand command = Command(connection, sql.SealedMessages, station, after, (long)PageRows);
        using NpgsqlDataReader reader = command.ExecuteReader();
        var page = new List<SealedMessage>();
        while (reader.Read()) page.Add(new SealedMessage(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
        return page;
    }

    private string IssuersOf(JournalGroup group) =>
        ReferenceEquals(group.Issuers, issuers) ? issuersText : IssuerList.Write(group.Issuers);

    private static InvalidOperationException NotOpened() => new("The journal has not been opened.");

    private JournalStoreException Fenced() =>
        new(JournalFault.Fenced, $"Another owner has taken the journal of {station} over; this one was number {epoch}.");

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text, params ReadOnlySpan<object> values)
    {
        NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
