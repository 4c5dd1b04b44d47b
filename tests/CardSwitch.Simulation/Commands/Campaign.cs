using System.Diagnostics;
using CardSwitch.Simulation.Faults;
using CardSwitch.Simulation.Planted;
using Spectre.Console;

namespace CardSwitch.Simulation.Commands;

/// <summary>Many seeds, each on one thread, several threads beside each other.</summary>
internal sealed class Campaign(int transactions, Func<Plant>? plant, int jobs)
{
    private const int FailuresShown = 5;

    private readonly Lock gate = new();
    private readonly SortedDictionary<ulong, SimulationFailure> failures = [];
    private readonly long[] faults = new long[Enum.GetValues<FaultKind>().Length];
    private SimulationOutcomes outcomes;
    private SeedRange range;
    private ulong next;
    private long seeds, balanced, unbalanced;
    private double virtualSeconds;
    private TimeSpan elapsed;

    internal void Run(SeedRange seedsToRun, TimeSpan limit)
    {
        range = seedsToRun;
        next = range.First;
        long begun = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, jobs).Select(_ => new Thread(() => Work(begun, limit)))];
        foreach (Thread thread in threads) thread.Start();
        if (Console.IsErrorRedirected) Join(threads);
        else ShowProgress(threads, begun, limit);
        elapsed = Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Prints figures and failures; 1 if there are any of the latter.</summary>
    internal int Report(TextWriter output)
    {
        foreach ((ulong seed, SimulationFailure failure) in failures.Take(FailuresShown))
        {
            new Replay(seed, transactions, plant).Print(output, failure);
        }
        foreach ((ulong seed, SimulationFailure failure) in failures.Skip(FailuresShown)) output.WriteLine($"seed {seed}: {failure}");
        double perSecond = seeds * (double)transactions / elapsed.TotalSeconds;
        output.WriteLine($"seeds         {seeds}, from {range.First}");
        output.WriteLine($"transactions  {seeds * transactions}, {perSecond:F0} a second on {jobs} threads; "
            + $"{virtualSeconds / 3600:F1} h of virtual time");
        output.WriteLine($"outcomes      approved {outcomes.Approved}, declined {outcomes.Declined}, unavailable {outcomes.Unavailable}, "
            + $"overloaded {outcomes.Overloaded}, reversed {outcomes.Reversed}, never sent {outcomes.Abandoned}");
        output.WriteLine($"totals        balanced {balanced}, not {unbalanced}");
        output.WriteLine("faults        " + string.Join(", ", Enum.GetValues<FaultKind>().Select(kind => $"{kind} {faults[(int)kind]}")));
        output.WriteLine($"failures      {failures.Count}");
        return failures.Count == 0 ? 0 : 1;
    }

    private void Work(long begun, TimeSpan limit)
    {
        var simulator = new Simulator();
        while (TryTakeSeed(begun, limit, out ulong seed)) Add(simulator.Run(seed, transactions, plant));
    }

    private bool TryTakeSeed(long begun, TimeSpan limit, out ulong seed)
    {
        lock (gate)
        {
            seed = next;
            if (seed > range.Last || (limit > TimeSpan.Zero && Stopwatch.GetElapsedTime(begun) > limit)) return false;
            next++;
            return true;
        }
    }

    private void Add(SimulationOutcome outcome)
    {
        lock (gate)
        {
            seeds++;
            outcomes.Add(in outcome.Outcomes);
            virtualSeconds += outcome.VirtualNs / 1e9;
            balanced += outcome.Balanced;
            unbalanced += outcome.OutOfBalance;
            for (int kind = 0; kind < faults.Length; kind++) faults[kind] += outcome.Faults[kind];
            if (outcome.Failure is { } failure) failures.Add(outcome.Seed, failure);
        }
    }

    private static void Join(Thread[] threads)
    {
        foreach (Thread thread in threads) thread.Join();
    }

    private void ShowProgress(Thread[] threads, long begun, TimeSpan limit)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress().HideCompleted(true).Start(progress =>
        {
            bool isTimed = limit > TimeSpan.Zero;
            ProgressTask task = progress.AddTask("seeds", maxValue: isTimed ? limit.TotalSeconds : range.Count);
            foreach (Thread thread in threads)
            {
                while (!thread.Join(200))
                {
                    task.Value = isTimed ? Stopwatch.GetElapsedTime(begun).TotalSeconds : seeds;
                    task.Description = $"{seeds} seeds, {failures.Count} failures";
                }
            }
        });
    }
}
