using CardSwitch.Links;
using CardSwitch.Simulation.Network;

namespace CardSwitch.Simulation.Stations;

/// <summary>A session as a station sees it, with what waits to leave over it. Used again for other sessions.</summary>
internal sealed class StationLink
{
    private Outgoing[] waiting = new Outgoing[16];
    private int first;

    internal LinkId Id { get; private set; }

    internal Session Session { get; private set; } = null!;

    internal End End { get; private set; }

    /// <summary>The issuer's position; -1 for a shop, and a station that sends like one.</summary>
    internal int Issuer { get; private set; }

    internal bool IsUp { get; private set; }

    /// <summary>The core wants it closed; done at the end of the step.</summary>
    internal bool IsClosing { get; set; }

    /// <summary>The counterpart takes nothing for now: bytes wait.</summary>
    internal bool IsClogged { get; set; }

    /// <summary>The output has no room at all for now.</summary>
    internal bool IsFull { get; set; }

    /// <summary>Our sign-on was answered; kept by the auditor.</summary>
    internal bool IsSignedOn { get; set; }

    internal int Count { get; private set; }

    /// <summary>The station has it among those with something that waits.</summary>
    internal bool IsListed { get; set; }

    internal void Open(LinkId id, Session session, End end, int issuer)
    {
        (Id, Session, End, Issuer, IsUp) = (id, session, end, issuer, true);
        IsClosing = IsClogged = IsFull = IsSignedOn = false;
        session.SetTag(end, this);
    }

    internal void Close()
    {
        IsUp = false;
        Session.SetTag(End, null);
    }

    internal void Add(Outgoing message)
    {
        if (Count == waiting.Length)
        {
            var larger = new Outgoing[Count * 2];
            for (int i = 0; i < Count; i++) larger[i] = waiting[(first + i) & (Count - 1)];
            (waiting, first) = (larger, 0);
        }
        waiting[(first + Count++) & (waiting.Length - 1)] = message;
    }

    /// <summary>The message that leaves next; only if there is one.</summary>
    internal Outgoing Peek() => waiting[first];

    internal Outgoing Take()
    {
        Outgoing message = waiting[first];
        first = (first + 1) & (waiting.Length - 1);
        Count--;
        return message;
    }
}
