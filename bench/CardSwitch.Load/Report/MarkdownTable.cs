using System.Globalization;
using CardSwitch.Load.Scenarios;

namespace CardSwitch.Load.Report;

/// <summary>
/// One row per scenario and middle: medians over the rounds. A ratio is taken round by round, against the baseline's
/// run next to it, and then its median and range, because the machine drifts.
/// </summary>
internal static class MarkdownTable
{
    public const string Header =
        "| scenario | middle | tx/s | p50 us | p99 us | p99.9 us | B/tx | CPU us/tx | tx/s ratio | p99 ratio |\n" +
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|";

    /// <param name="scenario">What was run.</param>
    /// <param name="rounds">Per round, the runs of all middles.</param>
    /// <param name="baseline">The middle that the others are compared with.</param>
    public static IEnumerable<string> Rows(Scenario scenario, IReadOnlyList<IReadOnlyList<RunResult>> rounds, string baseline)
    {
        foreach (string middle in rounds[0].Select(run => run.Middle))
        {
            RunResult[] runs = [.. rounds.Select(round => round.Single(run => run.Middle == middle))];
            RunResult?[] baselines =
                [.. rounds.Select(round => round.FirstOrDefault(run => run.Middle == baseline))];
            string throughputRatio = Ratio(runs, baselines, run => run.PerSecond);
            string p99Ratio = Ratio(runs, baselines, run => run.QuantileUs(0.99));
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {scenario.Name} | {middle} | {Median(run => run.PerSecond):N0} | {Median(run => run.QuantileUs(0.5)):N0} " +
                $"| {Median(run => run.QuantileUs(0.99)):N0} | {Median(run => run.QuantileUs(0.999)):N0} " +
                $"| {Text(Median(run => run.AllocatedPerTransaction))} | {Text(Median(run => run.CpuUsPerTransaction))} " +
                $"| {throughputRatio} | {p99Ratio} |");

            double Median(Func<RunResult, double> value) => Medians.Of(runs.Select(value));
        }
    }

    // The median, and how far the rounds lie apart: a wide range is a busy machine, not a finding.
    private static string Ratio(RunResult[] runs, RunResult?[] baselines, Func<RunResult, double> value)
    {
        double[] ratios = [.. runs.Zip(baselines).Where(pair => pair.Second is not null)
            .Select(pair => value(pair.First) / value(pair.Second!))];
        return ratios.Length == 0
            ? "-"
            : string.Create(
                CultureInfo.InvariantCulture, $"{Medians.Of(ratios):0.00} [{ratios.Min():0.00}-{ratios.Max():0.00}]");
    }

    private static string Text(double value) =>
        double.IsNaN(value) ? "-" : value.ToString("0.00", CultureInfo.InvariantCulture);
}
