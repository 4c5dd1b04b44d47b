using System.Diagnostics;

namespace CardSwitch.Station.Simulators;

/// <summary>
/// One beat a millisecond for all simulators of the process: what is due by then is done in one go, which costs less
/// than a timer for each answer.
/// </summary>
internal sealed class Pulse : IAsyncDisposable
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMilliseconds(1));
    private readonly Lock _gate = new();
    private readonly Task _loop;
    private IBeat[] _listeners = [];

    internal Pulse() => _loop = RunAsync();

    internal void Add(IBeat listener)
    {
        lock (_gate) _listeners = [.. _listeners, listener];
    }

    internal void Remove(IBeat listener)
    {
        lock (_gate) _listeners = [.. _listeners.Where(known => known != listener)];
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop;
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            long now = Stopwatch.GetTimestamp();
            foreach (IBeat listener in _listeners) listener.Beat(now);
        }
    }
}
