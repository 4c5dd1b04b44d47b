using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Sqlite;
using CardSwitch.Station.Configuration;

namespace CardSwitch.Kills;

/// <summary>The station's file, its key and its journal, in a folder of their own.</summary>
internal sealed class StationFolder : IDisposable
{
    internal const string Station = "killed";

    private readonly KillOptions options;
    private readonly string path = Directory.CreateTempSubdirectory("cardswitch-kills-").FullName;

    internal StationFolder(KillOptions options, IReadOnlyList<(string Name, string Cards, IPEndPoint EndPoint)> banks)
    {
        this.options = options;
        EndPoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        SecretFile.CreateKey(KeyFile);
        object journal = options.Postgres is { } connection
            ? new { store = "postgres", mode = "beforeReply", connection, keyFile = KeyFile }
            : new { store = "sqlite", mode = "beforeReply", directory = Journal, keyFile = KeyFile };
        File.WriteAllText(ConfigFile, JsonSerializer.Serialize(new
        {
            name = Station,
            institution = "426005",
            listeners = new[] { new { name = "shops", port = EndPoint.Port } },
            issuers = banks.Select(bank => new
            {
                name = bank.Name,
                endpoints = new[] { new { host = "127.0.0.1", port = bank.EndPoint.Port } },
                timeoutMs = 2000,
                storeAndForward = new { timeoutMs = 1000 },
            }),
            routes = banks.ToDictionary(bank => bank.Cards, bank => bank.Name),
            journal,
        }));
    }

    internal IPEndPoint EndPoint { get; }

    internal string ConfigFile => Path.Combine(path, "station.json");

    internal string Journal => Path.Combine(path, "journal");

    private string KeyFile => Path.Combine(path, "journal.key");

    /// <summary>The journal, for reading.</summary>
    internal IJournalStore OpenJournal()
    {
        IJournalStore store = options.Postgres is { } connection ? new PostgreSqlJournal(connection) : new SqliteJournal(Journal);
        store.Open(new JournalOwner(Station, [], IsReader: true));
        return store;
    }

    internal JournalKeys Keys()
    {
        if (!SecretFile.TryReadKey(KeyFile, out byte[] key, out string error)) throw new InvalidOperationException(error);
        return new JournalKeys(key, Station);
    }

    public void Dispose()
    {
        if (!options.KeepsFiles) Directory.Delete(path, recursive: true);
    }

    // The station comes back to the same port, where its shops look for it.
    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
