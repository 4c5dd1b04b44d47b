using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>What is to remain of a transaction (DE 95) is nothing when its reversal leaves.</summary>
internal sealed class PartialReversalWhole : Plant
{
    internal override string Description => "a reversal in part becomes one of the whole";

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        Span<byte> frame = room.AsSpan(0, length);
        if (link.Issuer >= 0 && TryRead(station, link, frame, out MessageView message) && message.Has(Field.ReplacementAmounts))
        {
            FramePatch.TrySet(frame, message.Index, Field.ReplacementAmounts, "000000000000000000000000C00000000C00000000"u8);
        }
        base.Send(station, link, room, length, after);
    }
}
