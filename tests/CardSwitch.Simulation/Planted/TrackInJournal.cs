using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>A record of a request has the track behind it.</summary>
internal sealed class TrackInJournal : Plant
{
    internal override string Description => "track data are in the journal";

    internal override ReadOnlySpan<byte> Store(Station station, ReadOnlySpan<byte> record) =>
        record[1] == (byte)RecordKind.Sent && station.Index == 0 ? (byte[])[.. record, .. "=3012201999999999999"u8] : record;
}
