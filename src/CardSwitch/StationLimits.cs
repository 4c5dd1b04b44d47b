namespace CardSwitch;

/// <summary>What bounds the station's memory. Each limit has a named answer when it is reached.</summary>
public sealed class StationLimits
{
    /// <summary>Requests waiting for answers, all issuers together; one more is declined with 96. 65,536 by default.</summary>
    public int MaxPending { get; set; } = 65_536;

    /// <summary>
    /// Bytes waiting to be sent on one link. A bank's link that has so many is passed over (91 when it was the last);
    /// a shop's link is closed. 1 MiB by default.
    /// </summary>
    public int MaxOutputPerLink { get; set; } = 1 << 20;

    /// <summary>How long a shop may take to send the rest of a message, or to accept one; 10 s by default.</summary>
    public TimeSpan FrameDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long pending requests may take to finish when the station stops; 30 s by default.</summary>
    public TimeSpan DrainTimeOut { get; set; } = TimeSpan.FromSeconds(30);
}
