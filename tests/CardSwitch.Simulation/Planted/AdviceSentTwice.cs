using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Advices go out a second time under another trace number: the issuer books both.</summary>
internal sealed class AdviceSentTwice : Plant
{
    internal override string Description => "an advice is sent twice, as two";

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        base.Send(station, link, room, length, after);
        if (link.Issuer < 0 || !TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            || message.Type.Bcd != 0x0220 || !message.TryGetInt32(Field.Stan, out int stan))
        {
            return;
        }
        FramePatch.TrySetDigits(room.AsSpan(0, length), message.Index, Field.Stan, stan % 999_999 + 1);
        base.Send(station, link, room, length, after);
    }
}
