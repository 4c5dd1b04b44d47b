using CardSwitch.Load.Client;
using CardSwitch.Load.Processes;
using CardSwitch.Load.Relays;

namespace CardSwitch.Load.Scenarios;

/// <summary>Runs a scenario through a middle: a fresh bank and middle, and the client here.</summary>
internal sealed class ScenarioRunner(RunSettings settings)
{
    public RunResult Run(Scenario scenario, MiddleKind kind)
    {
        using ChildProcess bank = ChildProcess.Start("bank");
        using ChildProcess? middle = kind.Create is null ? null : StartMiddle(kind, bank.Port);
        using var client = new LoadClient(middle?.Port ?? bank.Port, scenario, scenario.RatePerSecond);

        Thread.Sleep(settings.WarmUp);
        ProcessUsage before = middle?.Usage() ?? default;
        long completedBefore = client.Completed;
        client.StartMeasuring();
        Thread.Sleep(settings.Measured);
        ProcessUsage after = middle?.Usage() ?? default;
        long completed = client.Completed - completedBefore;
        client.StopMeasuring();
        ClientResult result = client.Finish();

        return middle is null
            ? new RunResult(kind.Name, result, double.NaN, double.NaN)
            : new RunResult(
                kind.Name,
                result,
                (double)(after.AllocatedBytes - before.AllocatedBytes) / completed,
                (double)(after.CpuUs - before.CpuUs) / completed);
    }

    internal static ChildProcess StartMiddle(MiddleKind kind, int bankPort) =>
        ChildProcess.Start("middle", "--kind", kind.Name, "--bank", FormattableString.Invariant($"{bankPort}"));
}
