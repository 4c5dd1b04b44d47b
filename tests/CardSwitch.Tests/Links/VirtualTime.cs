namespace CardSwitch.Tests.Links;

/// <summary>A clock that moves only when told. It tells when a timer is set, so that a test can wait for the waiter.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<VirtualTimer> timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Seen)> expected = [];
    private TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (gate) return now.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes once a timer is set that is due after exactly this time.</summary>
    public Task TimerSetAsync(TimeSpan due)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (timers.Any(timer => timer.DueAt - now == due)) return Task.CompletedTask;
            expected.Add((due, seen));
        }

        return seen.Task.WaitAsync(Safety.Net);
    }

    public void Advance(TimeSpan by)
    {
        VirtualTimer[] due;
        lock (gate)
        {
            now += by;
            due = [.. timers.Where(timer => timer.DueAt <= now)];
            foreach (VirtualTimer timer in due) timers.Remove(timer);
        }

        foreach (VirtualTimer timer in due) timer.Fire();
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                DueAt = time.now + dueTime;
                time.timers.Add(this);
                foreach ((TimeSpan due, TaskCompletionSource seen) in time.expected)
                {
                    if (due == dueTime) seen.TrySetResult();
                }
            }

            return true;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time.gate) time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
