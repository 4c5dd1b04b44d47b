using CardSwitch.Simulation.Planted;

namespace CardSwitch.Simulation.Commands;

/// <summary>Runs one seed; again with a trace of the transaction concerned, if it fails.</summary>
internal sealed class Replay(ulong seed, int transactions, Func<Plant>? plant)
{
    // What led to a failure is in the lines before it.
    private const int LinesShown = 80;

    private readonly Simulator simulator = new();

    /// <summary>Prints what came of it; 1 if it failed.</summary>
    internal int Run(bool withTrace)
    {
        SimulationOutcome outcome = simulator.Run(seed, transactions, plant, withTrace ? Console.WriteLine : null);
        if (outcome.Failure is null)
        {
            Console.WriteLine($"seed {seed}: journal {outcome.JournalHash:X16}, {outcome.Steps} steps, "
                + $"{outcome.VirtualNs / 1e9:F3} s of virtual time");
            return 0;
        }
        Print(Console.Out, outcome.Failure, withTrace);
        return 1;
    }

    internal void Print(TextWriter output, SimulationFailure failure, bool isTraced = false)
    {
        output.WriteLine($"seed {seed}: {failure}");
        if (!isTraced && failure.Transaction >= 0)
        {
            var lines = new Queue<string>();
            simulator.Run(seed, transactions, plant, Keep, failure.Transaction);
            foreach (string line in lines) output.WriteLine($"    {line}");

            void Keep(string line)
            {
                lines.Enqueue(line);
                if (lines.Count > LinesShown) lines.Dequeue();
            }
        }
        string count = transactions == 2000 ? "" : $" --transactions {transactions}";
        string planted = plant is null ? "" : $" --plant {Plants.NumberOf(plant)}";
        output.WriteLine($"    replay: dotnet run -c Release --project tests/CardSwitch.Simulation -- --seed {seed}{count}{planted}");
    }
}
