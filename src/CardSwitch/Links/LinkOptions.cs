namespace CardSwitch.Links;

/// <summary>
/// The limits of a link. The defaults are a shop's; <see cref="Bank"/> differs where many shops share one link. Buffer
/// sizes are rounded up to a power of two by the pool that lends them.
/// </summary>
internal sealed record LinkOptions
{
    /// <summary>Limits for a shop's link: many of them, mostly idle.</summary>
    public static LinkOptions Shop { get; } = new();

    /// <summary>Limits for a bank's link: few, each carrying the traffic of many shops.</summary>
    public static LinkOptions Bank { get; } = new()
    {
        ReceiveBufferStart = 16 * 1024,
        ReceiveBufferMax = 128 * 1024,
        OutputBufferStart = 64 * 1024,
        QueueSends = true,
    };

    /// <summary>Size in bytes of the receive buffer of a new link. 1 KiB: two or three messages.</summary>
    public int ReceiveBufferStart { get; init; } = 1024;

    /// <summary>
    /// Size in bytes that the receive buffer grows to under traffic, doubling whenever a read fills it; also the
    /// longest frame. 64 KiB: a window of 128 messages of 345 bytes and one more.
    /// </summary>
    public int ReceiveBufferMax { get; init; } = 64 * 1024;

    /// <summary>Size in bytes of each of the two output buffers when first used. A link that never sends has none.</summary>
    public int OutputBufferStart { get; init; } = 2 * 1024;

    /// <summary>
    /// Size in bytes above which an output buffer goes back to the pool as soon as it is sent: it grew while the peer
    /// read slowly. Smaller ones stay until the link is quiet for <see cref="BufferIdle"/>.
    /// </summary>
    public int OutputBufferKeep { get; init; } = 256 * 1024;

    /// <summary>Size in bytes of an output buffer at which nothing more is taken: back-pressure. 1 MiB.</summary>
    public int OutputBufferMax { get; init; } = 1024 * 1024;

    /// <summary>How long a link must send nothing until its output buffers go back to the pool.</summary>
    public TimeSpan BufferIdle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one send may take before the link is closed: the peer does not read.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a frame may take from its first byte to its last.</summary>
    public TimeSpan FrameTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a link may receive nothing; <see cref="Timeout.InfiniteTimeSpan"/> (the default) is for ever: a shop is
    /// silent at night, and TCP's keep-alive finds dead peers.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Whether a send is queued once to the thread pool instead of being made by whoever finds the link idle. Batches
    /// then grow while the send waits: worth it for a link that many others feed, a detour for one that answers itself.
    /// </summary>
    public bool QueueSends { get; init; }
}
