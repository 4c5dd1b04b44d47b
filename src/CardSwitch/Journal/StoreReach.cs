namespace CardSwitch.Journal;

/// <summary>
/// Asks a store again, later and later, while it cannot be reached, and tells that once for all who ask.
/// </summary>
/// <param name="time">Measures the delays.</param>
/// <param name="events">Are told.</param>
internal sealed class StoreReach(TimeProvider time, IJournalEvents events) : IDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100), LongestDelay = TimeSpan.FromSeconds(2);

    private readonly Lock guard = new();
    private readonly CancellationTokenSource givingUp = new();
    private int outOfReach;

    /// <summary>Whether nothing is asked again any more.</summary>
    internal bool HasGivenUp => givingUp.IsCancellationRequested;

    internal void GiveUp() => givingUp.Cancel();

    // What surely was not done is done again, and only that; it stays the same, byte for byte, so that no nonce is used twice.
    internal void Until(Action act)
    {
        bool isTold = false;
        for (TimeSpan delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                act();
                if (isTold) Reached();
                return;
            }
            catch (JournalStoreException e) when (e.Fault == JournalFault.Unreachable && !HasGivenUp)
            {
                if (!isTold) NotReached(e.Message);
                isTold = true;
            }
            Wait(delay);
        }
    }

    public void Dispose() => givingUp.Dispose();

    private void NotReached(string why)
    {
        lock (guard)
        {
            if (outOfReach++ == 0) events.Unreachable(why);
        }
    }

    private void Reached()
    {
        lock (guard)
        {
            if (--outOfReach == 0) events.Reachable();
        }
    }

    private void Wait(TimeSpan delay)
    {
        using var over = new ManualResetEventSlim();
        using ITimer timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), over, delay, Timeout.InfiniteTimeSpan);
        try
        {
            over.Wait(givingUp.Token);
        }
        catch (OperationCanceledException)
        {
            // One last try.
        }
    }
}
