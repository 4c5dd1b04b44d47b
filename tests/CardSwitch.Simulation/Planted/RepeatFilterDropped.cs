using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>A request that comes again comes with another merchant, and so under another key.</summary>
internal sealed class RepeatFilterDropped : Plant
{
    internal override string Description => "repeats are not known as such";

    private readonly HashSet<(int Station, int Transaction)> seen = [];

    internal override void Receive(Station station, StationLink link, ReadOnlySpan<byte> frame)
    {
        if (link.Issuer < 0 && TryRead(station, link, frame, out MessageView message) && message.Type.Class <= MessageClass.Financial
            && !seen.Add((station.Index, station.Network.TransactionOf(message))))
        {
            byte[] altered = frame.ToArray();
            FramePatch.TrySet(altered, message.Index, Field.MerchantId, "ANOTHER SHOP   "u8);
            base.Receive(station, link, altered);
            return;
        }
        base.Receive(station, link, frame);
    }
}
