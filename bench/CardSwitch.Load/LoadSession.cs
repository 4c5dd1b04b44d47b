using CardSwitch.Load.Client;
using CardSwitch.Load.Relays;
using CardSwitch.Load.Report;
using CardSwitch.Load.Scenarios;

namespace CardSwitch.Load;

/// <summary>All the runs of one call, in turn: within a scenario round by round through all middles.</summary>
internal sealed class LoadSession(RunSettings settings, IReadOnlyList<MiddleKind> kinds, TextWriter output)
{
    private readonly ScenarioRunner runner = new(settings);
    private readonly List<string> rows = [];
    private bool allRight = true;
    private double referencePerSecond;

    /// <returns>False when any reply of any run was wrong or lost.</returns>
    public bool Run(IEnumerable<Scenario> scenarios, IReadOnlyList<int> rates)
    {
        string loadBefore = MachineLoad.Read();
        foreach (Scenario scenario in scenarios)
        {
            foreach (Scenario variant in scenario.IsOpen ? AtRates(scenario, rates) : [scenario]) Measure(variant);
        }

        output.WriteLine();
        output.WriteLine(MarkdownTable.Header);
        foreach (string row in rows) output.WriteLine(row);
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant(
            $"Medians of {settings.Rounds} rounds of {settings.Measured.TotalSeconds} s; ratios to '{settings.Baseline}', round by round: median [range]."));
        output.WriteLine(FormattableString.Invariant(
            $"{Environment.ProcessorCount} processors; load average before {loadBefore}, after {MachineLoad.Read()} (client, middle and bank make about 2-3)."));
        output.WriteLine("B/tx and CPU us/tx: managed bytes and processor time of the middle's process, per transaction.");
        foreach (MiddleKind kind in kinds) output.WriteLine($"{kind.Name}: {kind.Description}");
        output.WriteLine(allRight ? "Every reply was checked: none wrong, none lost." : "SOME REPLIES WERE WRONG OR LOST.");
        return allRight;
    }

    private IEnumerable<Scenario> AtRates(Scenario open, IReadOnlyList<int> rates)
    {
        if (rates.Count == 0) rates = [(int)(ReferencePerSecond() / 2)];
        return rates.Select(rate => open with { RatePerSecond = rate });
    }

    private double ReferencePerSecond()
    {
        if (referencePerSecond > 0) return referencePerSecond;
        RunResult run = runner.Run(Scenario.Reference, MiddleKind.Named(MiddleKind.Baseline));
        Note(run);
        return referencePerSecond = run.PerSecond;
    }

    private void Measure(Scenario scenario)
    {
        output.WriteLine($"{scenario.Name}: {scenario.Description}");
        var rounds = new List<IReadOnlyList<RunResult>>();
        for (int round = 0; round < settings.Rounds; round++)
        {
            var runs = new List<RunResult>();
            foreach (MiddleKind kind in kinds)
            {
                RunResult run = runner.Run(scenario, kind);
                runs.Add(run);
                Note(run);
            }

            rounds.Add(runs);
        }

        rows.AddRange(MarkdownTable.Rows(scenario, rounds, settings.Baseline));
        if (scenario == Scenario.Reference)
        {
            double[] baselines = [.. rounds.SelectMany(runs => runs)
                .Where(run => run.Middle == MiddleKind.Baseline).Select(run => run.PerSecond)];
            if (baselines.Length > 0) referencePerSecond = Medians.Of(baselines);
        }
    }

    private void Note(RunResult run)
    {
        ClientResult client = run.Client;
        output.WriteLine(FormattableString.Invariant(
            $"  {run.Middle,-8} {run.PerSecond,12:N0}/s  p50 {run.QuantileUs(0.5):N0} us  p99 {run.QuantileUs(0.99):N0} us"));
        if (client is { Wrong: 0, Lost: 0 } && client.Latency.Count > 0) return;
        allRight = false;
        output.WriteLine(FormattableString.Invariant(
            $"  {run.Middle,-8} {client.Wrong} wrong (first: {client.FirstFault}), {client.Lost} lost, {client.Latency.Count} right"));
    }
}
