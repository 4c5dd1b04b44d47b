using System.Diagnostics;

namespace CardSwitch.Station;

/// <summary>What a long-running command prints where no screen can be redrawn: one line a second.</summary>
internal sealed class StatusLines(TextWriter output, bool isQuiet)
{
    private readonly long begun = Stopwatch.GetTimestamp();

    internal TimeSpan Uptime => Stopwatch.GetElapsedTime(begun);

    internal async Task SayAsync(string line)
    {
        await output.WriteLineAsync(line);
        await output.FlushAsync();
    }

    /// <summary>Prints a line every second until cancelled, or until <paramref name="isDone"/> says so.</summary>
    internal async Task EverySecondAsync(
        Func<TimeSpan, string> line, CancellationToken stop, Func<bool>? isDone = null)
    {
        // Looked at more often than printed, so that a command with a fixed amount of work ends when it is done.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            for (int beat = 1; await timer.WaitForNextTickAsync(stop); beat++)
            {
                if (isDone is not null && isDone()) return;
                if (beat % 20 == 0 && !isQuiet) await SayAsync(line(Uptime));
            }
        }
        catch (OperationCanceledException)
        {
            // The ordinary end.
        }
    }
}
