using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Every so often a shop gets its answer twice.</summary>
internal sealed class ReplyTwice : Plant
{
    internal override string Description => "an answer goes out twice";

    private int count;

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        base.Send(station, link, room, length, after);
        if (link.Issuer < 0 && ++count % 50 == 0) base.Send(station, link, room, length, after);
    }
}
