using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Reversals go out a second time under another trace number.</summary>
internal sealed class ReversedTwice : Plant
{
    internal override string Description => "a reversal is sent twice, as two";

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        base.Send(station, link, room, length, after);
        if (link.Issuer < 0 || !TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            || message.Type.Class != MessageClass.Reversal || !message.TryGetInt32(Field.Stan, out int stan))
        {
            return;
        }
        FramePatch.TrySetDigits(room.AsSpan(0, length), message.Index, Field.Stan, stan % 999_999 + 1);
        base.Send(station, link, room, length, after);
    }
}
