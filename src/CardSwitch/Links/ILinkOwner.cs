namespace CardSwitch.Links;

/// <summary>
/// Who owns links: a station. Its members are called by the links' loops, on thread-pool threads. <see cref="Opened"/> and
/// <see cref="Closed"/> must not throw; a <see cref="Received"/> that throws costs its link only.
/// </summary>
internal interface ILinkOwner
{
    /// <summary>The link is open; nothing was received yet. Called once per link, outside the gate.</summary>
    void Opened(Link link);

    /// <summary>
    /// All bytes received and not yet consumed, contiguous. The owner cuts frames under its own gate and, after leaving
    /// it, flushes the links that have something to send. It must not keep the span. One call at a time per link.
    /// </summary>
    /// <param name="link">The link that received them.</param>
    /// <param name="bytes">At least one byte, at most <see cref="LinkOptions.ReceiveBufferMax"/>.</param>
    /// <param name="timestamp"><see cref="System.Diagnostics.Stopwatch"/> ticks taken right after the read completed.</param>
    /// <returns>How many bytes it consumed, or -1 to close the link (<see cref="LinkCloseReason.BadBytes"/>).</returns>
    int Received(Link link, ReadOnlySpan<byte> bytes, long timestamp);

    /// <summary>
    /// The link is closed and its output takes no more; what never left it is in <see cref="LinkOutput.Unsent"/> for the
    /// length of the call. Called exactly once per <see cref="Opened"/>, after the last
    /// <see cref="Received"/>, outside the gate.
    /// </summary>
    void Closed(Link link, LinkCloseReason reason);
}
