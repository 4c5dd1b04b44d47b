using System.Diagnostics;

namespace CardSwitch.Station.Simulators;

/// <summary>
/// One beat a millisecond for all simulators of the process: what is due by then is done in one go, which costs less
/// than a timer for each answer.
/// </summary>
internal sealed class Pulse : IAsyncDisposable
{
    private readonly PeriodicTimer timer = new(TimeSpan.FromMilliseconds(1));
    private readonly Lock gate = new();
    private readonly Task loop;
    private IBeat[] listeners = [];

    internal Pulse() => loop = RunAsync();

    internal void Add(IBeat listener)
    {
        lock (gate) listeners = [.. listeners, listener];
    }

    internal void Remove(IBeat listener)
    {
        lock (gate) listeners = [.. listeners.Where(known => known != listener)];
    }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await loop;
    }

    private async Task RunAsync()
    {
        while (await timer.WaitForNextTickAsync())
        {
            long now = Stopwatch.GetTimestamp();
            foreach (IBeat listener in listeners) listener.Beat(now);
        }
    }
}
