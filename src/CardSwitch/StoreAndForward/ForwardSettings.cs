namespace CardSwitch.StoreAndForward;

/// <summary>How one issuer's queue is worked off. Times in ns.</summary>
internal sealed record ForwardSettings
{
    /// <summary>From the end of the first attempt to the second; doubled with each further one.</summary>
    internal long RetryFirstNs { get; init; } = 5_000_000_000;

    /// <summary>The longest time between two attempts.</summary>
    internal long RetryMostNs { get; init; } = 300_000_000_000;

    /// <summary>From an attempt that no link could take to the next; it does not grow, nor does it count.</summary>
    internal long RetryUnsentNs { get; init; } = 100_000_000;

    /// <summary>After so many attempts without success an advice is parked.</summary>
    internal int MaxAttempts { get; init; } = 20;

    /// <summary>So many advices wait for their answer at the same time.</summary>
    internal int MaxInFlight { get; init; } = 64;

    /// <summary>So long an answer is waited for.</summary>
    internal long TimeOutNs { get; init; } = 10_000_000_000;

    /// <summary>How long to wait after so many attempts.</summary>
    internal long DelayAfter(int attempts)
    {
        long delay = RetryFirstNs;
        for (int i = 1; i < attempts && delay < RetryMostNs; i++) delay = delay > RetryMostNs / 2 ? RetryMostNs : delay * 2;
        return Math.Min(delay, RetryMostNs);
    }
}
