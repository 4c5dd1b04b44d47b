using CardSwitch.Iso8583;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>Whatever an answer echoes is made equal to the request with its trace number.</summary>
internal sealed class MatchOnStanOnly : Plant
{
    internal override string Description => "an answer is matched by its trace number alone";

    private readonly Dictionary<(int Station, int Issuer, int Stan), byte[]> sent = [];
    private readonly FieldIndex sentIndex = new();
    private readonly byte[] plain = new byte[32];

    private static ReadOnlySpan<byte> Echoed => [2, 3, 4, 7, 37, 41, 49];

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        if (link.Issuer >= 0 && TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            && message.Type.Class <= MessageClass.Financial && message.TryGetInt32(Field.Stan, out int stan))
        {
            sent[(station.Index, link.Issuer, stan)] = room[..length];
        }
        base.Send(station, link, room, length, after);
    }

    internal override void Receive(Station station, StationLink link, ReadOnlySpan<byte> frame)
    {
        if (link.Issuer < 0 || !TryRead(station, link, frame, out MessageView message)
            || message.Type.Class > MessageClass.Financial || !message.TryGetInt32(Field.Stan, out int stan)
            || !sent.TryGetValue((station.Index, link.Issuer, stan), out byte[]? request))
        {
            base.Receive(station, link, frame);
            return;
        }
        byte[] altered = frame.ToArray();
        link.Session.Line.Kit.Parser.Parse(request, sentIndex);
        var asked = new MessageView(request, sentIndex);
        bool isPartial = message.TryGetResponseCode(out ResponseCode code) && code == ResponseCode.PartialApproval;
        foreach (byte field in Echoed)
        {
            // A lower amount is what the issuer means by that code.
            if (isPartial && field == Field.Amount) continue;
            if (asked.TryCopy(field, plain, out int units)) FramePatch.TrySet(altered, message.Index, field, plain.AsSpan(0, units));
        }
        base.Receive(station, link, altered);
    }
}
