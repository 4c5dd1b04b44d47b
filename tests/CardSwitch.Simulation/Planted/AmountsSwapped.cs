using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>A shop gets its answer with the amount of the answer before.</summary>
internal sealed class AmountsSwapped : Plant
{
    internal override string Description => "an answer has the amount of another one";

    private int count;
    private long before;

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        if (link.Issuer < 0 && TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            && message.TryGetInt64(Field.Amount, out long amount))
        {
            if (++count % 50 == 0) FramePatch.TrySetDigits(room.AsSpan(0, length), message.Index, Field.Amount, before);
            before = amount;
        }
        base.Send(station, link, room, length, after);
    }
}
