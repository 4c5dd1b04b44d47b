using System.CommandLine;
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

    internal static Command Build(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "demo", "Show a national network at work: three stations, five banks and their shops (the default).",
            "cardswitch demo",
            "cardswitch demo --drill",
            "cardswitch demo --rate 10000 --shops 60 --seconds 30");
        new DemoCommand().AddTo(command, terminal);
        return command;
    }

    /// <summary>Gives a command the demo's options and lets it run the demo.</summary>
    internal void AddTo(Command command, Terminal terminal)
    {
        foreach (Option option in (Option[])[seconds, rate, shops, seed, drill]) command.Add(option);
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
            };
            return await new DemoRun(terminal, options).RunAsync(signals.Token);
        });
    }
}
