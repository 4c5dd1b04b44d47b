using CardSwitch.Links;
using CardSwitch.Simulation.Network;
using CardSwitch.Switching;

namespace CardSwitch.Simulation.Stations;

/// <summary>Carries out what the core wants: messages leave in the order of a link, none before its record is durable.</summary>
internal sealed class StationOutput(Station station, SimulatedNetwork network) : ISwitchOutput
{
    // No link carries more than this while it is slow: beyond, it has no room.
    private const int MostWaiting = 200;

    private readonly byte[] room = new byte[8192];

    public bool TryReserve(LinkId link, int length, out Span<byte> message)
    {
        message = default;
        if (Find(link) is not { } found || found.IsFull || found.IsClosing || found.Count >= MostWaiting) return false;
        message = room.AsSpan(0, Math.Min(length, room.Length));
        return true;
    }

    public void Send(LinkId link, int length, long after)
    {
        StationLink found = Find(link) ?? throw new InvalidOperationException("Room was reserved on a link that is gone.");
        if (network.Plant is { } plant) plant.Send(station, found, room, length, after);
        else Put(found, room.AsSpan(0, length), after);
    }

    /// <summary>Puts a message behind those that wait to leave, or lets it leave.</summary>
    internal void Put(StationLink link, ReadOnlySpan<byte> frame, long after)
    {
        if (link.Count == 0 && !link.IsClogged && after <= station.Store.Durable)
        {
            station.Leave(link, frame);
            return;
        }
        station.Add(link, new Outgoing(network.Frames.Keep(frame, Subject.Unknown), after));
    }

    public void Close(LinkId link)
    {
        if (Find(link) is not { } found) return;
        found.IsClosing = station.IsClosing = true;
    }

    public void Tell(in Notice notice) => network.Trace?.Tell(station, in notice);

    private StationLink? Find(LinkId id)
    {
        List<StationLink> links = station.Links;
        StationLink? link = (uint)id.Slot < (uint)links.Count ? links[id.Slot] : null;
        return link is { IsUp: true } && link.Id == id ? link : null;
    }
}
