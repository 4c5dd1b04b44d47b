using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>An approval that comes after its time-out goes to the shop that asked.</summary>
internal sealed class LateApprovalForwarded : Plant
{
    internal override string Description => "a late approval is forwarded";

    private readonly Dictionary<(int Station, int Transaction), (StationLink Link, long Session, int Stan)> askers = [];
    private readonly HashSet<(int Station, int Transaction)> timedOut = [];

    internal override bool Record(Station station, ref JournalEntry entry)
    {
        bool isTimeOut = entry.Kind == RecordKind.TimedOut && entry.HasMessage;
        if (isTimeOut) timedOut.Add((station.Index, station.Network.TransactionOf(entry.Message)));
        return true;
    }

    internal override void Receive(Station station, StationLink link, ReadOnlySpan<byte> frame)
    {
        if (TryRead(station, link, frame, out MessageView message) && message.Type.Class <= MessageClass.Financial
            && message.TryGetInt32(Field.Stan, out int stan))
        {
            (int, int) key = (station.Index, station.Network.TransactionOf(message));
            if (link.Issuer < 0) askers[key] = (link, link.Session.Number, stan);
            else if (timedOut.Contains(key)) Forward(station, link, message, askers[key]);
        }
        base.Receive(station, link, frame);
    }

    private static void Forward(Station station, StationLink from, MessageView answer, (StationLink Link, long Session, int Stan) asker)
    {
        bool isApproval = answer.TryGetResponseCode(out ResponseCode code) && code.IsApproval;
        bool isThere = asker.Link.IsUp && asker.Link.Session.Number == asker.Session;
        if (!isApproval || !isThere || asker.Link.Session.Line.Format != from.Session.Line.Format) return;
        byte[] frame = answer.Frame.ToArray();
        FramePatch.TrySetDigits(frame, answer.Index, Field.Stan, asker.Stan);
        station.Output.Put(asker.Link, frame, after: 0);
    }
}
