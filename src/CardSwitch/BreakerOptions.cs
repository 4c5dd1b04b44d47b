namespace CardSwitch;

/// <summary>
/// When an issuer that does not answer gets no more requests, which are then answered 91 at once or stood in; and how it
/// is tried again. A failure is a request without an answer in time; an answer with any code is none.
/// </summary>
public sealed class BreakerOptions
{
    /// <summary>So many failures in a row open the breaker, to 1,000,000; 10 by default. 0: no number does.</summary>
    public int Failures { get; init; } = 10;

    /// <summary>
    /// Below so many results within <see cref="Window"/> their share of failures says nothing, to 1,000,000; 20 by default.
    /// 0: the share never counts.
    /// </summary>
    public int Samples { get; init; } = 20;

    /// <summary>The share of failures, in percent of the results within the window, that opens the breaker; 50 by default.</summary>
    public int FailurePercent { get; init; } = 50;

    /// <summary>How far back results count for the share, to a tenth of it; at most an hour, 10 s by default.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the opening to the first probe (an echo), and from one probe to the next; at most an hour, 5 s by default.</summary>
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After a good probe so many requests are let through; if all succeed the breaker closes, and at the first failure it
    /// opens again. 1 to 10,000; 3 by default.
    /// </summary>
    public int ProbeRequests { get; init; } = 3;
}
