namespace CardSwitch.Issuing;

/// <summary>
/// Keeps requests from an issuer that does not answer, so that no shop waits for a time-out that can be foreseen, and no
/// memory fills with requests that nobody will answer. It opens after failures in a row, or when too many of the latest
/// results are failures; then the issuer is probed with echoes; after a good one a few requests decide.
/// </summary>
/// <remarks>
/// A result counts only if its request was sent in the state that the breaker is in. Requests that were under way when
/// it opened go on timing out for as long as their time-out lasts, which is longer than it takes until the first probe:
/// they say nothing about the issuer after it.
/// </remarks>
internal sealed class CircuitBreaker(BreakerSettings settings)
{
    private readonly ResultWindow window = new(settings.WindowNs);
    private long since = long.MinValue;
    private long nextProbeAt;
    private int failuresInRow;
    private int probesSent;
    private int probesSucceeded;

    internal BreakerState State { get; private set; }

    internal bool IsOpen => State != BreakerState.Closed;

    /// <summary>Whether a request may go to the issuer now; one that does is told by <see cref="Sent"/>.</summary>
    internal bool Allows => State == BreakerState.Closed || HasProbesLeft;

    private bool HasProbesLeft => State == BreakerState.HalfOpen && probesSent < settings.ProbeRequests;

    /// <summary>A request that was allowed is on its way; one that could not be written is not told.</summary>
    internal void Sent()
    {
        if (State == BreakerState.HalfOpen) probesSent++;
    }

    /// <summary>The issuer has answered in time, with whatever code. True: the breaker closed on it.</summary>
    internal bool Succeeded(long now, long sentAt)
    {
        if (State != BreakerState.Closed) return State == BreakerState.HalfOpen && sentAt >= since && ProbeAnswered(now);
        if (sentAt < since) return false;
        failuresInRow = 0;
        window.Add(now, failed: false);
        return false;
    }

    /// <summary>The issuer has not answered in time. True: the breaker opened on it.</summary>
    internal bool Failed(long now, long sentAt)
    {
        if (State == BreakerState.Open || sentAt < since) return false;
        failuresInRow++;
        window.Add(now, failed: true);
        if (State == BreakerState.Closed && !IsTooMany) return false;
        Turn(BreakerState.Open, now);
        return true;
    }

    /// <summary>Whether a probe is due. If so it counts as sent: the next one is due only after the same time again.</summary>
    internal bool TryProbe(long now)
    {
        if (Allows || now < nextProbeAt) return false;
        nextProbeAt = now + settings.ProbeAfterNs;
        return true;
    }

    /// <summary>
    /// The issuer has answered an echo, whether sent as a probe or not. Where requests decide already, as many more pass as
    /// have no result: a request whose shop took it back never has one.
    /// </summary>
    internal void ProbeSucceeded(long now)
    {
        if (State == BreakerState.Open) Turn(BreakerState.HalfOpen, now);
        else if (!Allows) probesSent = probesSucceeded;
    }

    /// <summary>A probe has got no answer.</summary>
    internal void ProbeFailed(long now)
    {
        if (!Allows) nextProbeAt = now + settings.ProbeAfterNs;
    }

    private bool IsTooMany =>
        (settings.Failures > 0 && failuresInRow >= settings.Failures)
        || (settings.Samples > 0 && window.Results >= settings.Samples
            && window.Failures * 100L >= window.Results * (long)settings.FailurePercent);

    private bool ProbeAnswered(long now)
    {
        if (++probesSucceeded < settings.ProbeRequests) return false;
        Turn(BreakerState.Closed, now);
        return true;
    }

    private void Turn(BreakerState state, long now)
    {
        State = state;
        since = now;
        nextProbeAt = now + settings.ProbeAfterNs;
        failuresInRow = 0;
        probesSent = 0;
        probesSucceeded = 0;
        window.Clear();
    }
}
