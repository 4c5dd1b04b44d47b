using Npgsql;

namespace CardSwitch.PostgreSql;

/// <summary>
/// One of a journal's connections, used by one thread: made when it is needed, given up at the first error, prepared
/// statements and all. Work whose connection is lost is done once more on a new one, so it must come to the same when it is
/// done twice: whether the first time came to be is not known.
/// </summary>
internal sealed class JournalSession : IDisposable
{
    private readonly string connectionString;
    private readonly Dictionary<string, NpgsqlCommand> prepared = [];
    private NpgsqlConnection? connection;

    internal JournalSession(PostgreSqlJournalOptions options, string name)
    {
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            Multiplexing = false,
            Enlist = false,
            Timeout = Seconds(options.ConnectTimeout),
            CommandTimeout = Seconds(options.LongTimeout),
            // After a time-out the server is asked to stop, and that is waited for; then the connection is given up.
            CancellationTimeout = 1000,
            ApplicationName = $"cardswitch {name}",
        };
        connectionString = text.ConnectionString;
        LongTimeout = options.LongTimeout;
    }

    internal TimeSpan LongTimeout { get; }

    internal static int Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds);

    internal T Do<T>(Func<NpgsqlConnection, T> work)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                connection ??= Connect();
            }
            catch (Exception e) when (ServerFault.IsServers(e))
            {
                throw ServerFault.Exception(e);
            }
            try
            {
                return work(connection);
            }
            catch (Exception e) when (ServerFault.IsServers(e))
            {
                Drop();
                if (attempt == 2 || !ServerFault.IsPassing(e)) throw ServerFault.Exception(e);
            }
        }
    }

    internal void Do(Action<NpgsqlConnection> work) => Do(connection =>
    {
        work(connection);
        return true;
    });

    /// <summary>The statement as prepared on this connection; its parameters are set by position.</summary>
    internal NpgsqlCommand Prepared(string sql, Func<NpgsqlCommand> make)
    {
        if (prepared.TryGetValue(sql, out NpgsqlCommand? command)) return command;
        command = make();
        command.CommandText = sql;
        command.Connection = connection;
        command.Prepare();
        prepared.Add(sql, command);
        return command;
    }

    public void Dispose() => Drop();

    private NpgsqlConnection Connect()
    {
        var made = new NpgsqlConnection(connectionString);
        try
        {
            made.Open();
            Confirm(made);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    // A commit that is answered is on the server's disk, and on its synchronous standbys': a server or a role may be set to less.
    private static void Confirm(NpgsqlConnection made)
    {
        using var show = new NpgsqlCommand("SHOW synchronous_commit", made);
        if (show.ExecuteScalar() is not ("off" or "local")) return;
        using var set = new NpgsqlCommand("SET synchronous_commit = on", made);
        set.ExecuteNonQuery();
    }

    private void Drop()
    {
        foreach (NpgsqlCommand command in prepared.Values) command.Dispose();
        prepared.Clear();
        NpgsqlConnection? dropped = connection;
        connection = null;
        try
        {
            dropped?.Dispose();
        }
        catch (Exception e) when (ServerFault.IsServers(e))
        {
            // It is gone either way.
        }
    }
}
