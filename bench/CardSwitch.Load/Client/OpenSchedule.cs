namespace CardSwitch.Load.Client;

/// <summary>
/// When requests are meant to leave in an open loop: at every tick of 50 us the requests due by then, together on the
/// next connection in turn. Finer ticks would only measure how the client shares its core.
/// </summary>
internal sealed class OpenSchedule(int ratePerSecond, long startNs)
{
    public const long TickNs = 50_000;

    private long tick;

    /// <summary>The intended time of the next tick's requests.</summary>
    public long NextNs => startNs + (tick * TickNs);

    /// <summary>Which connection is next.</summary>
    public int Turn(int connections) => (int)(tick % connections);

    /// <summary>How many requests leave at the next tick.</summary>
    public int NextCount => (int)(DueBy(tick + 1) - DueBy(tick));

    public void Advance() => tick++;

    private long DueBy(long ticks) => (long)((Int128)ticks * TickNs * ratePerSecond / 1_000_000_000);
}
