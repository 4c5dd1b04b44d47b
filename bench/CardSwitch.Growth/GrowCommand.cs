using System.CommandLine;
using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Sqlite;

namespace CardSwitch.Growth;

/// <summary>What settling a row costs while a journal grows, and what starting a station on it takes.</summary>
internal static class GrowCommand
{
    internal static RootCommand Build()
    {
        var rows = new Option<long>("--rows") { Description = "Rows in all.", DefaultValueFactory = _ => 2_000_000 };
        var step = new Option<long>("--step") { Description = "Rows a line of the report.", DefaultValueFactory = _ => 1_000_000 };
        var batch = new Option<int>("--batch") { Description = "Rows a settlement.", DefaultValueFactory = _ => 4096 };
        var only = new Option<bool>("--make-only") { Description = "Makes the rows, and stores none." };
        var postgres = new Option<string?>("--postgres") { Description = "A database, in place of files in a new folder." };
        var command = new RootCommand("Settles rows of generated purchases, two a transaction, into an empty journal.")
        { rows, step, batch, only, postgres };
        command.SetAction(arguments => Run(
            arguments.GetValue(rows), arguments.GetValue(step), arguments.GetValue(batch), arguments.GetValue(only),
            arguments.GetValue(postgres)));
        return command;
    }

    private static int Run(long rows, long step, int batch, bool makesOnly, string? postgres)
    {
        string folder = Directory.CreateTempSubdirectory("cardswitch-growth-").FullName;
        try
        {
            string schema = $"growth_{Environment.ProcessId}";
            Func<IJournalStore> store = postgres is null
                ? () => new SqliteJournal(folder)
                : () => new PostgreSqlJournal(new PostgreSqlJournalOptions { ConnectionString = postgres, Schema = schema });
            using (var growth = new Growth(store()))
            {
                growth.Run(rows, step, batch, makesOnly);
            }
            if (!makesOnly) Restart.Measure(store);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
