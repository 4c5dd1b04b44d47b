using System.Diagnostics;
using CardSwitch.Station.Simulators.Banks;

namespace CardSwitch.Station.Demo;

/// <summary>
/// A bank in trouble, step by step: slow, well again, one site cut off, both cut off, back; then a new business day, and
/// one of the bank's addresses replaced. Each step lasts the same time and is announced.
/// </summary>
internal sealed class Drill
{
    // Beyond the stations' time-out, so that every answer comes late.
    private const double SlowMs = 3000;
    private const double StepSeconds = 8;

    private readonly (string Announcement, Action Act)[] steps;
    private readonly DemoNetwork network;
    private readonly DemoBank bank;
    private readonly double stepSeconds;
    private readonly long begun = Stopwatch.GetTimestamp();
    private Task<bool>[] replacing = [];
    private int next;

    internal Drill(DemoNetwork network, double? seconds)
    {
        this.network = network;
        bank = network.Banks.Single(bank => bank.Plan.Name == BankPlan.Drilled);
        string name = bank.Plan.Name;
        steps =
        [
            ($"All is well. Watch {name}: it is about to get into trouble; the other banks must not notice.", () => { }),
            ($"{name} is slow: {SlowMs / 1000:0} s an answer. After 2 s each request is reversed; small ones are stood in, others get 91.",
                () => bank.SetDelay(SlowMs)),
            ($"{name} is quick again and takes the reversals and advices that wait for it.", () => bank.SetDelay(bank.Plan.DelayMs)),
            ($"{name} loses one of its two sites. Its requests go to the other one.", () => bank.Cut(0)),
            ($"{name} loses the other site too. Small purchases are stood in at once, others get 91.", () => bank.Cut(1)),
            ($"{name} is back at both sites; the stations sign on again, and their queues drain.", () =>
            {
                bank.Restore(0);
                bank.Restore(1);
            }),
            ("Cut-over: a new business day while purchases are under way. The old day's totals go to the banks.", CutOver),
            ($"{name} moves its first site; the stations change over without losing a request.", Replace),
        ];
        stepSeconds = seconds is { } all ? all / steps.Length : StepSeconds;
    }

    /// <summary>Takes the next step if it is time for it, and announces it; null when it is not.</summary>
    internal string? Advance()
    {
        if (next == steps.Length || Stopwatch.GetElapsedTime(begun).TotalSeconds < next * stepSeconds) return null;
        (string announcement, Action act) = steps[next++];
        act();
        return announcement;
    }

    /// <summary>Waits for what was begun. False when a station could not change over.</summary>
    internal async Task<bool> EndAsync()
    {
        bool[] replaced = await Task.WhenAll(replacing);
        return replaced.All(done => done);
    }

    private void CutOver()
    {
        foreach (DemoRegion region in network.Regions) region.Station.CutOver();
    }

    private void Replace()
    {
        BankSimulator moved = bank.AddSite(), stays = bank.Sites[1];
        IssuerEndPoint[] endPoints = [DemoRegion.EndPointOf(moved), DemoRegion.EndPointOf(stays)];
        replacing = [.. network.Regions.Select(region => region.Station.ReplaceEndPointsAsync(bank.Plan.Name, endPoints))];
    }
}
