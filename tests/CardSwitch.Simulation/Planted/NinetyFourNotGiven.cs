using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>The answer 94 becomes an approval.</summary>
internal sealed class NinetyFourNotGiven : Plant
{
    internal override string Description => "another content under a known key is approved, not answered 94";

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        if (link.Issuer < 0 && TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            && message.TryGetResponseCode(out ResponseCode code) && code == ResponseCode.DuplicateTransmission)
        {
            FramePatch.TrySet(room.AsSpan(0, length), message.Index, Field.ResponseCode, "00"u8);
        }
        base.Send(station, link, room, length, after);
    }
}
