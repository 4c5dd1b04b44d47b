using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Sqlite;

namespace CardSwitch.Load.Relays;

/// <summary>The switch with a journal, in a folder of its own or in a database that is given.</summary>
internal sealed class JournalMiddle(JournalMode mode, Func<IJournalStore> store) : SwitchMiddle
{
    private const string Variable = "CARDSWITCH_LOAD_POSTGRES";

    /// <summary>Says which database the middles' processes use.</summary>
    internal static void UseDatabase(string connection) => Environment.SetEnvironmentVariable(Variable, connection);

    /// <summary>A journal in a new folder, which goes with the process.</summary>
    internal static SqliteJournal Files()
    {
        string folder = Directory.CreateTempSubdirectory("cardswitch-load-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return new SqliteJournal(folder);
    }

    /// <summary>A journal in a schema of its own: else a run would carry on for the one before, whose station is dead.</summary>
    internal static PostgreSqlJournal Database() => new(new PostgreSqlJournalOptions
    {
        ConnectionString = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException("--postgres CONNECTION says in which database the journal is kept."),
        Schema = $"load_{Environment.ProcessId}",
    });

    protected override void Configure(StationOptions options)
    {
        // Each run is a station of its own, which begins with an empty journal.
        options.Name = $"load-{Environment.ProcessId}";
        options.Journal.Mode = mode;
        options.Journal.Store = store;
        options.Journal.Key = Enumerable.Range(1, 32).Select(number => (byte)number).ToArray();
    }
}
