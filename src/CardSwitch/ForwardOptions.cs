namespace CardSwitch;

/// <summary>
/// How advices and reversals are brought to an issuer: first in, first out for each card, and again until it accepts them.
/// </summary>
public sealed class ForwardOptions
{
    /// <summary>
    /// From the first attempt that failed to the second; it doubles with each further one. At most an hour, 5 s by default.
    /// </summary>
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two attempts; at most a day, 5 min by default.</summary>
    public TimeSpan RetryMost { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// After so many attempts an advice is parked: kept, told to the operator, and sent again only when he releases it.
    /// 1 to 1,000,000; 20 by default.
    /// </summary>
    public int Attempts { get; init; } = 20;

    /// <summary>So many wait for the issuer's answer at the same time, each of another card; 1 to 10,000, 64 by default.</summary>
    public int InFlight { get; init; } = 64;

    /// <summary>How long the answer to an attempt is waited for; at most an hour, 10 s by default.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(10);
}
