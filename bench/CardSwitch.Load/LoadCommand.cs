using System.CommandLine;
using CardSwitch.Load.Relays;
using CardSwitch.Load.Report;
using CardSwitch.Load.Scenarios;

namespace CardSwitch.Load;

/// <summary>The root command: scenarios by middles by rounds, then the table.</summary>
internal sealed class LoadCommand
{
    private readonly Option<double> seconds = new("--seconds")
    { Description = "Measured seconds of each run.", DefaultValueFactory = _ => 3 };

    private readonly Option<double> warmUp = new("--warmup")
    { Description = "Seconds before each measurement.", DefaultValueFactory = _ => 3 };

    private readonly Option<int> rounds = new("--rounds")
    { Description = "Rounds through all middles, medians taken.", DefaultValueFactory = _ => 3 };

    private readonly Option<string[]> scenarios = new("--scenarios")
    {
        Description = "Which scenarios: " + string.Join(", ", Scenario.All.Select(scenario => scenario.Name)),
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. Scenario.All.Select(scenario => scenario.Name)],
    };

    private readonly Option<string[]> middles = new("--middles")
    {
        Description = "Which middles: " + string.Join(", ", MiddleKind.All.Select(kind => kind.Name)),
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. MiddleKind.All.Where(kind => !kind.KeepsJournal).Select(kind => kind.Name)],
    };

    private readonly Option<string> against = new("--against")
    { Description = "The middle that the others are compared with.", DefaultValueFactory = _ => MiddleKind.Baseline };

    private readonly Option<string?> postgres = new("--postgres")
    { Description = "Connection string of an empty database, for the middles that keep their journal there." };

    private readonly Option<int[]> rates = new("--rate")
    {
        Description = "Requests a second of the open loop; default: half of the plain relay's at window 16.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> quick = new("--quick")
    { Description = "Smoke test: one round, a second a run; every reply is still checked." };

    public RootCommand Build()
    {
        var root = new RootCommand("End-to-end load over loopback sockets: client, middle and bank in three processes.")
        { seconds, warmUp, rounds, scenarios, middles, against, postgres, rates, quick };
        root.SetAction(Run);
        return root;
    }

    private int Run(ParseResult arguments)
    {
        string baseline = arguments.GetValue(against)!;
        if (arguments.GetValue(postgres) is { } connection) JournalMiddle.UseDatabase(connection);
        RunSettings settings = arguments.GetValue(quick)
            ? new RunSettings(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(0.6), Rounds: 1, baseline)
            : new RunSettings(
                TimeSpan.FromSeconds(arguments.GetValue(warmUp)),
                TimeSpan.FromSeconds(arguments.GetValue(seconds)),
                arguments.GetValue(rounds), baseline);
        try
        {
            MiddleKind[] kinds = [.. Words(arguments.GetValue(middles)!).Select(MiddleKind.Named)];
            Scenario[] wanted = [.. Words(arguments.GetValue(scenarios)!).Select(Scenario.Named)];
            return new LoadSession(settings, kinds, Console.Out).Run(wanted, arguments.GetValue(rates) ?? []) ? 0 : 1;
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    private static IEnumerable<string> Words(string[] values) =>
        values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
