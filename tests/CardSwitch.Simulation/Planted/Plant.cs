using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Stations;
using CardSwitch.Switching;

namespace CardSwitch.Simulation.Planted;

/// <summary>
/// A bug put between the core and its surroundings: it alters what the core hears, says, records or remembers. By itself
/// it alters nothing.
/// </summary>
internal abstract class Plant : IActor
{
    private readonly Queue<(Station Station, StationLink Link, long Session, int Slot)> answers = new();
    private readonly FieldIndex index = new();
    private readonly byte[] answer = new byte[1024];

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
    internal virtual bool Recover(Station station, ref JournalEntry entry) => true;

    /// <summary>Reads a message of a link; good until the next one is read.</summary>
    protected bool TryRead(Station station, StationLink link, ReadOnlySpan<byte> frame, out MessageView message)
    {
        bool read = link.Session.Line.Kit.Parser.Parse(frame, index).IsOk;
        message = new MessageView(frame, index);
        return read;
    }

    /// <summary>Gives the core an approving answer, as if the issuer had given it.</summary>
    protected void AnswerLater(Station station, StationLink link, MessageView message)
    {
        MessagePatch patch = link.Session.Line.Kit.Patch;
        patch.Reset(message.Format);
        patch.SetType(message.Type.ToResponse());
        patch.Set(Field.ResponseCode, "00"u8);
        if (!patch.TryWrite(message, answer, out int length)) return;
        answers.Enqueue((station, link, link.Session.Number, station.Network.Frames.Keep(answer.AsSpan(0, length), Subject.Unknown)));
        station.Network.Agenda.In(0, this, 0);
    }

    public void Wake(int reason, long detail)
    {
        (Station station, StationLink link, long session, int slot) = answers.Dequeue();
        if (station.IsRunning && link.IsUp && link.Session.Number == session)
        {
            link.Session.Line.PartyAt(link.End).Arrived(link.Session, link.End, station.Network.Frames[slot], Subject.Unknown);
        }
        station.Network.Frames.Release(slot);
    }
}
