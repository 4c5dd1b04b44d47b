using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Nothing waits for the journal.</summary>
internal sealed class EffectBeforeDurable : Plant
{
    internal override string Description => "messages leave before their record is durable";

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after) =>
        base.Send(station, link, room, length, after: 0);
}
