namespace CardSwitch;

/// <summary>What bounds the station's memory. Each limit has a named answer when it is reached.</summary>
public sealed class StationLimits
{
    /// <summary>Requests waiting for answers, all issuers together; one more is declined with 96. 65,536 by default.</summary>
    public int MaxPending { get; set; } = 65_536;

    /// <summary>
    /// Advices and reversals that wait to be forwarded, all issuers together, with room for the reversal of each request that
    /// waits for its answer; a new request that finds no more room is declined with 96. 65,536 by default.
    /// </summary>
    public int MaxQueued { get; set; } = 65_536;

    /// <summary>
    /// Requests that are known again when they are repeated: at least so many of the latest, at most twice as many. An older
    /// one would be taken for a new request. 1,048,576 by default, about 100 bytes each; the room grows as it is needed.
    /// </summary>
    public int RepeatWindow { get; set; } = 1_048_576;

    /// <summary>
    /// Bytes of the latest answers that are kept, to be sent again exactly when a request is repeated; older repeats are
    /// answered with a message made anew. 16 MiB by default; the room grows as it is needed.
    /// </summary>
    public int StoredAnswers { get; set; } = 16 << 20;

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
