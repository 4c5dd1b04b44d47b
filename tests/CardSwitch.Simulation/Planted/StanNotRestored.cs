using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>An approval reaches its originator with another trace number than it gave.</summary>
internal sealed class StanNotRestored : Plant
{
    internal override string Description => "the originator gets the trace number of the station";

    private int count;

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        if (link.Issuer < 0 && ++count % 50 == 0 && TryRead(station, link, room.AsSpan(0, length), out MessageView message))
        {
            message.TryGetInt32(Field.Stan, out int stan);
            FramePatch.TrySetDigits(room.AsSpan(0, length), message.Index, Field.Stan, stan % 999_999 + 1);
        }
        base.Send(station, link, room, length, after);
    }
}
