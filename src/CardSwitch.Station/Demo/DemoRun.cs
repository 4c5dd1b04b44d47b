using System.Diagnostics;
using System.Globalization;
using CardSwitch.Station.Commands;
using Spectre.Console;

namespace CardSwitch.Station.Demo;

/// <summary>One demo from start to summary, on a live screen or as lines.</summary>
internal sealed class DemoRun(Terminal terminal, DemoOptions options)
{
    private Drill? drill;

    internal async Task<int> RunAsync(CancellationToken stop)
    {
        await using var network = new DemoNetwork(options);
        try
        {
            await network.StartAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Ok;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (options.Seconds is { } seconds) end.CancelAfter(TimeSpan.FromSeconds(seconds));
        long begun = Stopwatch.GetTimestamp();
        var meter = new DemoMeter(network);
        drill = options.Drill ? new Drill(network, options.Seconds) : null;
        if (terminal.IsInteractive) await ShowScreenAsync(network, meter, begun, end.Token);
        else await PrintLinesAsync(network, meter, begun, end.Token);

        await terminal.Out.WriteLineAsync("Ending: no new purchases, those under way are answered, queues are emptied.");
        await terminal.Out.FlushAsync(CancellationToken.None);
        bool changedOver = drill is null || await drill.EndAsync();
        await network.StopAsync();
        return await SummarizeAsync(network, Stopwatch.GetElapsedTime(begun), changedOver);
    }

    private async Task ShowScreenAsync(DemoNetwork network, DemoMeter meter, long begun, CancellationToken end)
    {
        IAnsiConsole console = AnsiConsole.Console;
        var screen = new DemoScreen(meter, options);
        await console.Live(new Text("")).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            await RepeatAsync(text => screen.Announce(Stopwatch.GetElapsedTime(begun), text), () =>
            {
                meter.Measure();
                live.UpdateTarget(screen.Draw(Stopwatch.GetElapsedTime(begun), FirstTransaction(network), console.Profile.Width));
            }, end);
        });
    }

    private async Task PrintLinesAsync(DemoNetwork network, DemoMeter meter, long begun, CancellationToken end)
    {
        bool isFirst = true;
        await RepeatAsync(Say, () =>
        {
            if (isFirst && FirstTransaction(network) is { } after)
            {
                isFirst = false;
                Say(string.Create(CultureInfo.InvariantCulture, $"First transaction {after.TotalMilliseconds:0} ms after the start."));
            }
            meter.Measure();
            Say(DemoLine.Of(Stopwatch.GetElapsedTime(begun), meter));
        }, end);

        void Say(string line)
        {
            terminal.Out.WriteLine(line);
            terminal.Out.Flush();
        }
    }

    // Ten looks at the drill for each measurement, so that its steps come when they are announced.
    private async Task RepeatAsync(Action<string> announce, Action everySecond, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            for (int beat = 1; ; beat++)
            {
                if (drill?.Advance() is { } step) announce(step);
                await timer.WaitForNextTickAsync(end);
                if (beat % 10 == 0) everySecond();
            }
        }
        catch (OperationCanceledException)
        {
            // The ordinary end.
        }
    }

    private TimeSpan? FirstTransaction(DemoNetwork network) =>
        network.FirstAnswerAt is var at and not 0 ? Stopwatch.GetElapsedTime(terminal.StartedAt, at) : null;

    private async Task<int> SummarizeAsync(DemoNetwork network, TimeSpan elapsed, bool changedOver)
    {
        var books = new DemoBooks(network, changedOver);
        foreach (string line in books.Lines) await terminal.Out.WriteLineAsync(line);
        await terminal.Out.WriteLineAsync();
        string first = FirstTransaction(network) is { } after
            ? string.Create(CultureInfo.InvariantCulture, $", the first {after.TotalMilliseconds:0} ms after the start")
            : "";
        await terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{books.Sent:N0} transactions in {elapsed.TotalSeconds:0.0} s{first}."));
        foreach (string mismatch in books.Mismatches) await terminal.Error.WriteLineAsync($"MISMATCH {mismatch}");
        if (books.Mismatches.Count > 0) return ExitCode.Failed;
        await terminal.Out.WriteLineAsync("The books of shops, stations and banks agree.");
        if (options.Journal is { } journal)
        {
            foreach (string line in journal.Advice(network.Regions[0].Plan.Name)) await terminal.Out.WriteLineAsync(line);
        }
        return ExitCode.Ok;
    }
}
