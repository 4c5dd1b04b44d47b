using CardSwitch.Journal;
using CardSwitch.Simulation.Models;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>A record of a request has the PIN block behind it.</summary>
internal sealed class PinInJournal : Plant
{
    internal override string Description => "PIN data are in the journal";

    internal override ReadOnlySpan<byte> Store(Station station, ReadOnlySpan<byte> record) =>
        record[1] == (byte)RecordKind.Sent ? (byte[])[.. record, .. Models.Card.PinBlock] : record;
}
