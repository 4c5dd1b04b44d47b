using CardSwitch.Journal;
using CardSwitch.Simulation.Stations;
using CardSwitch.Switching;

namespace CardSwitch.Simulation.Planted;

/// <summary>
/// A bug put between the core and its surroundings: it alters what the core hears, says, records or remembers. By itself
/// it alters nothing.
/// </summary>
internal abstract class Plant
{
    /// <summary>What the bug is, in a few words.</summary>
    internal abstract string Description { get; }

    internal virtual CoreSettings Settings(CoreSettings settings) => settings;

    /// <summary>A frame has come.</summary>
    internal virtual void Receive(Station station, StationLink link, ReadOnlySpan<byte> frame) => station.Pass(link, frame);

    /// <summary>The core sends a message; the room behind it may be used.</summary>
    internal virtual void Send(Station station, StationLink link, byte[] room, int length, long after) =>
        station.Output.Put(link, room.AsSpan(0, length), after);

    /// <summary>The core records something. False: it is not recorded.</summary>
    internal virtual bool Record(Station station, ref JournalEntry entry) => true;

    /// <summary>What is written of a record.</summary>
    internal virtual ReadOnlySpan<byte> Store(Station station, ReadOnlySpan<byte> record) => record;

    /// <summary>Whether the core is told that a message has not left.</summary>
    internal virtual bool NotSent(Station station, StationLink link, ReadOnlySpan<byte> frame) => true;

    /// <summary>Whether the core is told of a record of its former life.</summary>
    internal virtual bool Recover(Station station, in JournalEntry entry) => true;
}
