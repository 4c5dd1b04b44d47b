using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Reversals name the trace number after the one they mean.</summary>
internal sealed class OriginalDataWrong : Plant
{
    internal override string Description => "DE 90 names another trace number";

    private readonly byte[] digits = new byte[42];

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        if (link.Issuer >= 0 && TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            && message.TryCopy(Field.OriginalDataElements, digits, out _))
        {
            digits[9] = (byte)(digits[9] == '9' ? '0' : digits[9] + 1);
            FramePatch.TrySet(room.AsSpan(0, length), message.Index, Field.OriginalDataElements, digits);
        }
        base.Send(station, link, room, length, after);
    }
}
