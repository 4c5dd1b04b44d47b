namespace CardSwitch.Links;

/// <summary>
/// The wait before each attempt to connect: 100 ms, doubling to 10 s, each 25% shorter to 25% longer by chance, so that
/// the stations of a network do not come back to a restarted bank all at once.
/// </summary>
internal sealed class ReconnectDelay
{
    public static readonly TimeSpan Min = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(10);

    private const double Jitter = 0.25;

    private readonly Func<double> chance;
    private TimeSpan next = Min;

    /// <param name="chance">Numbers from 0 (inclusive) to 1 (exclusive).</param>
    public ReconnectDelay(Func<double> chance) => this.chance = chance;

    /// <summary>The next wait; the one after it is twice as long.</summary>
    public TimeSpan Next()
    {
        TimeSpan wait = next * (1 - Jitter + (2 * Jitter * chance()));
        next = next * 2 < Max ? next * 2 : Max;
        return wait;
    }

    /// <summary>Begins anew: the connection was good.</summary>
    public void Reset() => next = Min;
}
