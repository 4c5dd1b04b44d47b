using System.CommandLine;
using CardSwitch.Station.Configuration;
using CardSwitch.Station.Demo;

namespace CardSwitch.Station.Commands;

/// <summary>The command <c>demo</c>, which is also what the program does without any.</summary>
internal sealed class DemoCommand
{
    private readonly Option<double?> seconds = NumberOption.Seconds();
    private readonly Option<double> rate = NumberOption.Create("--rate", "Purchases a second, all regions together.", "N", 3000.0, 1, 1e6);
    private readonly Option<int> shops = NumberOption.Create("--shops", "Shops, each with a connection.", "N", 12, 3, 15_000);
    private readonly Option<ulong> seed = NumberOption.Seed();
    private readonly Option<bool> drill = new("--drill")
    {
        Description = "Make a bank slow, cut it off and bring it back: see reversals, stand-in, queues that drain, and a cut-over.",
    };
    private readonly Option<string> journal = new("--journal")
    {
        Description = "Where the stations keep their journals, each record durable before what depends on it leaves.",
        HelpName = "none|sqlite|postgres",
        DefaultValueFactory = _ => "none",
    };
    private readonly Option<string?> journalDirectory = new("--journal-directory")
    {
        Description = "A new or empty folder for SQLite journals and the key; a fresh temporary one unless given.",
        HelpName = "DIR",
    };
    private readonly Option<string?> journalConnection = new("--journal-connection")
    {
        Description = "How to reach the database of --journal postgres; its password comes from PGPASSWORD.",
        HelpName = "CONNECTION",
    };

    internal static Command Build(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "demo", "Show a national network at work: three stations, five banks and their shops (the default).",
            "cardswitch demo",
            "cardswitch demo --drill",
            "cardswitch demo --journal sqlite --seconds 30",
            "cardswitch demo --rate 10000 --shops 60 --seconds 30");
        new DemoCommand().AddTo(command, terminal);
        return command;
    }

    /// <summary>Gives a command the demo's options and lets it run the demo.</summary>
    internal void AddTo(Command command, Terminal terminal)
    {
        journal.AcceptOnlyFromAmong("none", "sqlite", "postgres");
        foreach (Option option in (Option[])[seconds, rate, shops, seed, drill, journal, journalDirectory, journalConnection])
        {
            command.Add(option);
        }
        command.SetAction(async (parsed, cancellation) =>
        {
            using var signals = new StopSignals(cancellation);
            var options = new DemoOptions
            {
                Seconds = parsed.GetValue(seconds),
                Rate = parsed.GetValue(rate),
                Shops = parsed.GetValue(shops),
                Seed = parsed.GetValue(seed),
                Drill = parsed.GetValue(drill),
                Journal = JournalOf(parsed),
            };
            return await new DemoRun(terminal, options).RunAsync(signals.Token);
        });
    }

    private DemoJournal? JournalOf(ParseResult parsed)
    {
        string kind = parsed.GetValue(journal)!;
        string? folder = parsed.GetValue(journalDirectory), connection = parsed.GetValue(journalConnection);
        if (kind == "none" && folder is not null) throw new UsageException("--journal-directory is for --journal sqlite or postgres.");
        if (kind != "postgres" && connection is not null) throw new UsageException("--journal-connection is for --journal postgres.");
        if (kind == "postgres" && connection is null)
        {
            throw new UsageException(
                "--journal postgres needs --journal-connection, such as \"Host=127.0.0.1;Username=demo;Database=demo\".");
        }
        if (connection is not null && JournalSection.CheckConnection(connection) is { } error)
        {
            throw new UsageException($"--journal-connection: {error}.");
        }
        return kind == "none" ? null : DemoJournal.Create(folder, connection);
    }
}
