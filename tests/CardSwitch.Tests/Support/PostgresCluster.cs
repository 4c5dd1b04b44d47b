using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CardSwitch.Tests.Support;

/// <summary>
/// A throw-away PostgreSQL server made from the installed binaries, on a free port of the loopback, in a folder that is gone
/// afterwards. It writes to disk as a real one does (fsync is on). Made when it is first asked for; where there
/// are no binaries nothing asks (<see cref="PostgresFactAttribute"/>).
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    // Starting takes a second or two; past this it hangs.
    private const int PatienceSeconds = 120;
    private const int Attempts = 5;

    private readonly object gate = new();
    private string? folder;
    private int port;
    private int schemas;

    /// <summary>The folder of initdb, pg_ctl and postgres: on the PATH, or where Debian puts them; null where there is none.</summary>
    internal static string? Binaries { get; } =
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(DebianFolders())
         where File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl"))
         select folder).FirstOrDefault();

    // PostgreSQL refuses to run as root.
    private static bool IsRoot { get; } = Environment.UserName == "root";

    private static string User { get; } =
        IsRoot && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    internal int Port
    {
        get
        {
            lock (gate)
            {
                if (folder is null) Make();
            }
            return port;
        }
    }

    private string Data => Path.Combine(folder!, "data");

    /// <summary>How to reach the server, or a port that leads to it.</summary>
    internal string ConnectionString(int? through = null) =>
        $"Host=127.0.0.1;Port={through ?? Port};Database=postgres;Username=postgres;Pooling=false;"
        + "SSL Mode=Disable;GSS Encryption Mode=Disable";

    /// <summary>A name for a schema that no other test uses.</summary>
    internal string NewSchema() => $"journal_{Interlocked.Increment(ref schemas)}";

    internal NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(ConnectionString());
        connection.Open();
        return connection;
    }

    internal void Execute(string sql)
    {
        using NpgsqlConnection connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    internal T Value<T>(string sql)
    {
        using NpgsqlConnection connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>Asks until the answer is yes.</summary>
    internal void WaitUntil(string sql)
    {
        using NpgsqlConnection connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        var patience = Stopwatch.StartNew();
        while (command.ExecuteScalar() is not true)
        {
            if (patience.Elapsed.TotalSeconds > PatienceSeconds) throw new TimeoutException($"Never true: {sql}");
        }
    }

    /// <summary>Waits until a session of a station waits for a lock.</summary>
    internal void WaitUntilBlocked(string station, int sessions = 1) => WaitUntil($"""
        SELECT count(*) >= {sessions} FROM pg_stat_activity
        WHERE application_name = 'cardswitch {station}' AND wait_event_type = 'Lock'
        """);

    /// <summary>Ends the sessions of a station, as an administrator would.</summary>
    internal void Terminate(string station) => Execute(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cardswitch {station}'");

    /// <summary>Pulls the server down without a shutdown, as a crash does, and starts it again: it recovers from its log.</summary>
    internal void Restart()
    {
        Stop();
        Start();
    }

    /// <summary>Turns bits of a page of a table over while the server is down; it starts again.</summary>
    internal void Damage(string relation)
    {
        Execute("CHECKPOINT");
        Stop();
        using (FileStream file = File.Open(Path.Combine(Data, relation), FileMode.Open))
        {
            // Behind the page's head and line pointers: what the checksum covers, and nothing that recovery looks at.
            file.Seek(8000, SeekOrigin.Begin);
            int value = file.ReadByte();
            file.Seek(8000, SeekOrigin.Begin);
            file.WriteByte((byte)~value);
        }
        Start();
    }

    internal void Stop() => Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "-t", $"{PatienceSeconds}", "stop");

    internal void Start() => Run("pg_ctl", "-D", Data, "-l", Path.Combine(folder!, "log"), "-w", "-t", $"{PatienceSeconds}", "start");

    public void Dispose()
    {
        if (folder is null) return;
        try
        {
            Stop();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Make()
    {
        folder = Directory.CreateTempSubdirectory("cardswitch-pg").FullName;
        if (IsRoot) Finish("chown", [User, folder]);
        Run("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--data-checksums");
        string settings = File.ReadAllText(Path.Combine(Data, "postgresql.conf"));
        // The port may be taken between asking and starting.
        for (int attempt = 1; ; attempt++)
        {
            port = FreePort();
            File.WriteAllText(Path.Combine(Data, "postgresql.conf"), $"""
                {settings}
                listen_addresses = '127.0.0.1'
                port = {port}
                unix_socket_directories = '{folder}'
                max_connections = 40
                fsync = on
                synchronous_commit = on
                """);
            try
            {
                Start();
                return;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
            }
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        string path = Path.Combine(Binaries!, program);
        if (IsRoot) Finish("runuser", ["-u", User, "--", path, .. arguments]);
        else Finish(path, arguments);
    }

    // The server keeps what it inherits open, so nothing is read from its starter.
    private static void Finish(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments])
        {
            WorkingDirectory = "/",
        };
        using Process process = Process.Start(start)!;
        if (!process.WaitForExit(TimeSpan.FromSeconds(2 * PatienceSeconds)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end.");
        }
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IEnumerable<string> DebianFolders() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
        : [];
}
