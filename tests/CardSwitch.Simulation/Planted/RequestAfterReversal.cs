using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Every so often a request is held back until its reversal has left.</summary>
internal sealed class RequestAfterReversal : Plant
{
    internal override string Description => "a request leaves after its reversal";

    private readonly Dictionary<(int Station, int Transaction), byte[]> held = [];
    private int count;

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        if (link.Issuer < 0 || !TryRead(station, link, room.AsSpan(0, length), out MessageView message))
        {
            base.Send(station, link, room, length, after);
            return;
        }
        (int, int) key = (station.Index, station.Network.TransactionOf(message));
        if (message.Type.Class <= MessageClass.Financial && message.Type.Function == MessageFunction.Request && ++count % 20 == 0)
        {
            held[key] = room[..length];
            return;
        }
        bool isReversal = message.Type.Class == MessageClass.Reversal;
        base.Send(station, link, room, length, after);
        if (isReversal && held.Remove(key, out byte[]? request)) station.Output.Put(link, request, after);
    }
}
