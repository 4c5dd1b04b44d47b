using System.CommandLine;
using CardSwitch.Simulation.Planted;

namespace CardSwitch.Simulation.Commands;

/// <summary>The command line of the simulator.</summary>
internal static class SimulateCommand
{
    internal static RootCommand Build()
    {
        var seed = new Option<ulong?>("--seed")
        {
            Description = "Run this seed alone and print the digest of its journals.",
            HelpName = "N",
        };
        var seeds = new Option<SeedRange?>("--seeds")
        {
            Description = "Run the seeds from A to B.",
            HelpName = "A..B",
            CustomParser = result => SeedRange.Parse(result),
        };
        var minutes = new Option<double?>("--minutes") { Description = "Run fresh seeds for so long.", HelpName = "N" };
        var transactions = new Option<int>("--transactions")
        {
            Description = "Transactions of each seed.",
            HelpName = "N",
            DefaultValueFactory = _ => 2000,
        };
        var plant = new Option<int>("--plant") { Description = $"Plant bug K, 1 to {Plants.All.Count}; 0: none.", HelpName = "K" };
        var jobs = new Option<int>("--jobs")
        {
            Description = "Threads; each runs whole seeds.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var trace = new Option<bool>("--trace") { Description = "With --seed: print everything that happens." };
        var plants = new Option<bool>("--plants") { Description = "List the bugs that can be planted." };

        var command = new RootCommand(
            "Drives the real switching core with simulated shops, banks and networks, and checks its invariants.");
        foreach (Option option in (Option[])[seed, seeds, minutes, transactions, plant, jobs, trace, plants]) command.Add(option);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(plants)) return ListPlants();
            Func<Plant>? planted = Plants.Find(parsed.GetValue(plant));
            if (planted is null && parsed.GetValue(plant) != 0)
            {
                Console.Error.WriteLine($"--plant: there are bugs 1 to {Plants.All.Count}.");
                return 2;
            }
            int count = parsed.GetValue(transactions);
            if (parsed.GetValue(seed) is { } one) return new Replay(one, count, planted).Run(parsed.GetValue(trace));
            var campaign = new Campaign(count, planted, parsed.GetValue(jobs));
            if (parsed.GetValue(minutes) is { } time)
            {
                // Seeds that no run before had: the clock is drawn upon once, and what it gave is printed.
                ulong first = (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds() * 1_000_000;
                campaign.Run(new SeedRange(first, ulong.MaxValue - 1), TimeSpan.FromMinutes(time));
            }
            else
            {
                campaign.Run(parsed.GetValue(seeds) ?? new SeedRange(1, 100), Timeout.InfiniteTimeSpan);
            }
            return campaign.Report(Console.Out);
        });
        return command;
    }

    private static int ListPlants()
    {
        for (int number = 1; number <= Plants.All.Count; number++)
        {
            Console.WriteLine($"{number,3}  {Plants.All[number - 1]().Description}");
        }
        return 0;
    }
}
