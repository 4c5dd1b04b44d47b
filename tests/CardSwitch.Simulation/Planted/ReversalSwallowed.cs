using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>A reversal is answered in the issuer's place and goes nowhere.</summary>
internal sealed class ReversalSwallowed : Plant
{
    internal override string Description => "reversals never leave; the station believes they were taken";

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        if (link.Issuer >= 0 && TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            && message.Type.Class == MessageClass.Reversal)
        {
            AnswerLater(station, link, message);
            return;
        }
        base.Send(station, link, room, length, after);
    }
}
