using System.CommandLine;

namespace CardSwitch.Kills;

/// <summary>The command line of the harness.</summary>
internal static class KillCommand
{
    internal static RootCommand Build()
    {
        var kills = new Option<int>("--kills")
        {
            Description = "How often the station is killed.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Draws the moments and the traffic.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var rate = new Option<double>("--rate")
        {
            Description = "Purchases a second.",
            HelpName = "N",
            DefaultValueFactory = _ => 400,
        };
        var postgres = new Option<string?>("--postgres")
        {
            Description = "Keep the journal in this database in place of files.",
            HelpName = "CONNECTION",
        };
        var keep = new Option<bool>("--keep") { Description = "Leave the journal's files for a look at them." };
        var command = new RootCommand(
            "Runs a real station between simulated shops and banks, kills it (SIGKILL) at random moments under load, starts it "
            + "again, and compares the books of shops, banks and journal at the end.");
        foreach (Option option in (Option[])[kills, seed, rate, postgres, keep]) command.Add(option);
        command.SetAction((parsed, _) => new KillRun(
            new KillOptions
            {
                Kills = parsed.GetValue(kills),
                Seed = parsed.GetValue(seed),
                Rate = parsed.GetValue(rate),
                Postgres = parsed.GetValue(postgres),
                KeepsFiles = parsed.GetValue(keep),
            },
            Console.Out).RunAsync());
        return command;
    }
}
