using CardSwitch.Links;

namespace CardSwitch.Switching;

/// <summary>
/// The effects of the core: what it wants sent, and which link closed. The core writes each message straight into the
/// link's output, so that sending costs one copy.
/// </summary>
internal interface ISwitchOutput
{
    /// <summary>
    /// Room for a message of at most so many bytes; less of it where the link's framing carries no more. False when the
    /// link is gone or when its output is full.
    /// </summary>
    bool TryReserve(LinkId link, int length, out Span<byte> message);

    /// <summary>
    /// Sends the first so many bytes of the room reserved last, which was the link's, in the order of the calls and not
    /// before a record is durable.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="length">Length of the message.</param>
    /// <param name="after">The journal's number of the record; 0 where the message depends on none.</param>
    void Send(LinkId link, int length, long after);

    /// <summary>Gives up a link whose bytes make no sense, or whose counterpart is silent.</summary>
    void Close(LinkId link);

    /// <summary>
    /// Takes a new MAC key for a link, as it came in a TR-31 key block; false when the link has no MACs, takes no keys or not this
    /// one. The next message that leaves over the link is the last under the old key.
    /// </summary>
    bool TryTakeKey(LinkId link, ReadOnlySpan<char> keyBlock, out string checkValue)
    {
        checkValue = "";
        return false;
    }

    /// <summary>Tells the operator.</summary>
    void Tell(in Notice notice);
}
