using System.Diagnostics;

namespace CardSwitch.Station.Demo;

/// <summary>
/// A bank in trouble, step by step: slow, well again, one site cut off, both cut off, back. Each step lasts the same
/// time and is announced.
/// </summary>
internal sealed class Drill
{
    // Beyond the stations' time-out, so that every one of its cards gets 91 and every answer comes late.
    private const double SlowMs = 3000;
    private const double StepSeconds = 8;

    private readonly (string Announcement, Action Act)[] steps;
    private readonly double stepSeconds;
    private readonly long begun = Stopwatch.GetTimestamp();
    private int next;

    internal Drill(DemoBank bank, double? seconds)
    {
        string name = bank.Plan.Name;
        steps =
        [
            ($"All is well. Watch {name}: it is about to get into trouble; the other banks must not notice.", () => { }),
            ($"{name} is slow: {SlowMs / 1000:0} s an answer. Its cards get 91 when the time-out of 2 s is over.",
                () => bank.SetDelay(SlowMs)),
            ($"{name} is quick again.", () => bank.SetDelay(bank.Plan.DelayMs)),
            ($"{name} loses one of its two sites. Its requests go to the other one.", () => bank.Cut(0)),
            ($"{name} loses the other site too. Its cards get 91 at once.", () => bank.Cut(1)),
            ($"{name} is back at both sites; the stations connect again.", () =>
            {
                bank.Restore(0);
                bank.Restore(1);
            }),
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
}
