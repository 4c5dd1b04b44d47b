using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Every so often a reply takes the next link of a shop.</summary>
internal sealed class ReplyToAnotherSession : Plant
{
    internal override string Description => "a reply goes to another session";

    private int count;

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        StationLink to = link;
        if (link.Issuer < 0 && ++count % 50 == 0)
        {
            foreach (StationLink other in station.Links)
            {
                if (other.IsUp && other.Issuer < 0 && other != link && other.Session.Line.Format == link.Session.Line.Format) to = other;
            }
        }
        base.Send(station, to, room, length, after);
    }
}
