using CardSwitch.Issuing;

namespace CardSwitch.Tests.Issuing;

/// <summary>A circuit breaker the obvious way: it remembers every result and counts afresh each time.</summary>
internal sealed class SlowBreaker(BreakerSettings settings)
{
    private readonly List<(long At, bool Failed)> results = [];
    private long since = long.MinValue;
    private long probedAt;
    private int sent;

    internal BreakerState State { get; private set; }

    internal bool Allows => State switch
    {
        BreakerState.Closed => true,
        BreakerState.Open => false,
        _ => sent < settings.ProbeRequests,
    };

    internal void Sent() => sent++;

    internal bool Result(long now, long sentAt, bool failed)
    {
        if (State == BreakerState.Open || sentAt < since) return false;
        results.Add((now, failed));
        if (State == BreakerState.HalfOpen)
        {
            if (!failed && results.Count < settings.ProbeRequests) return false;
            Turn(failed ? BreakerState.Open : BreakerState.Closed, now);
            return true;
        }
        if (!failed || !IsTooMany(now)) return false;
        Turn(BreakerState.Open, now);
        return true;
    }

    internal bool TryProbe(long now)
    {
        if (Allows || now - probedAt < settings.ProbeAfterNs) return false;
        probedAt = now;
        return true;
    }

    internal void ProbeSucceeded(long now)
    {
        if (State == BreakerState.Open) Turn(BreakerState.HalfOpen, now);
        else if (!Allows) sent = results.Count;
    }

    internal void ProbeFailed(long now)
    {
        if (!Allows) probedAt = now;
    }

    private bool IsTooMany(long now)
    {
        int inRow = results.AsEnumerable().Reverse().TakeWhile(result => result.Failed).Count();
        if (settings.Failures > 0 && inRow >= settings.Failures) return true;
        long tenth = settings.WindowNs / 10;
        var latest = results.Where(result => (now / tenth) - (result.At / tenth) < 10).ToList();
        return settings.Samples > 0 && latest.Count >= settings.Samples
            && latest.Count(result => result.Failed) * 100 >= latest.Count * settings.FailurePercent;
    }

    private void Turn(BreakerState state, long now)
    {
        (State, since, probedAt, sent) = (state, now, now, 0);
        results.Clear();
    }
}
