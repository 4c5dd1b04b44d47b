using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Repeats of advices and reversals leave under another trace number than their first attempt.</summary>
internal sealed class RepeatAsNew : Plant
{
    internal override string Description => "each attempt has a trace number of its own";

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        if (link.Issuer >= 0 && TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            && message.Type.IsRepeat && message.TryGetInt32(Field.Stan, out int stan))
        {
            FramePatch.TrySetDigits(room.AsSpan(0, length), message.Index, Field.Stan, stan + 300_000);
        }
        base.Send(station, link, room, length, after);
    }
}
