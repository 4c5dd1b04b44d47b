using CardSwitch.Iso8583;

namespace CardSwitch.Repeats;

/// <summary>What a reversal says of its original in DE 90 (n 42).</summary>
/// <param name="Type">The original's message type.</param>
/// <param name="Stan">Its DE 11.</param>
/// <param name="Transmission">Its DE 7 as the number MMDDhhmmss, or 0.</param>
/// <param name="Acquirer">Its DE 32; the reversal's own where DE 90 has zeros.</param>
/// <param name="Forwarder">Its DE 33, or 0.</param>
internal readonly record struct OriginalElements(
    MessageType Type, int Stan, long Transmission, long Acquirer, long Forwarder)
{
    /// <summary>The elements of a message that is the original itself, or its answer.</summary>
    internal static OriginalElements Of(MessageView message)
    {
        message.TryGetInt32(Field.Stan, out int stan);
        message.TryGetInt64(Field.TransmissionDateTime, out long transmission);
        message.TryGetInt64(Field.AcquirerId, out long acquirer);
        message.TryGetInt64(Field.ForwarderId, out long forwarder);
        return new OriginalElements(message.Type, stan, transmission, acquirer, forwarder);
    }
}
