using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Only what acknowledges advices and reversals does not wait for the journal.</summary>
internal sealed class AdviceAcknowledgedEarly : Plant
{
    internal override string Description => "an advice is acknowledged before it is durable";

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        bool isEarly = link.Issuer < 0 && TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            && message.Type.Function == MessageFunction.AdviceResponse;
        base.Send(station, link, room, length, isEarly ? 0 : after);
    }
}
