namespace CardSwitch;

/// <summary>The echo tests (0800, DE 70 = 301) by which a station knows that a link's counterpart is alive.</summary>
public sealed class EchoOptions
{
    /// <summary>
    /// An echo is sent after so long a silence on a link; at most an hour, 30 s by default. Zero: none is sent, for issuers
    /// that do not answer any.
    /// </summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to an echo, a sign-on or a sign-off is waited for; at most an hour, 10 s by default.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So many echoes in a row without an answer close the link, 1 to 100; 3 by default.</summary>
    public int Misses { get; init; } = 3;
}
