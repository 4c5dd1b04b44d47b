using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>An advice of a stand-in is answered in the issuer's place and goes nowhere.</summary>
internal sealed class StandInAdviceSwallowed : Plant
{
    internal override string Description => "the advice of a stand-in never leaves; the station believes it was taken";

    private readonly HashSet<(int Station, int Issuer, int Stan)> stoodIn = [];

    internal override bool Record(Station station, ref JournalEntry entry)
    {
        if (entry.Kind == RecordKind.StoodIn) stoodIn.Add((station.Index, entry.Issuer, entry.Stan));
        return true;
    }

    internal override void Send(Station station, StationLink link, byte[] room, int length, long after)
    {
        if (link.Issuer >= 0 && TryRead(station, link, room.AsSpan(0, length), out MessageView message)
            && message.TryGetInt32(Field.Stan, out int stan) && stoodIn.Contains((station.Index, link.Issuer, stan)))
        {
            AnswerLater(station, link, message);
            return;
        }
        base.Send(station, link, room, length, after);
    }
}
