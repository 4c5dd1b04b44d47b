using System.Diagnostics;
using CardSwitch.Iso8583;
using CardSwitch.Links;

namespace CardSwitch.Issuing;

/// <summary>
/// The requests that wait for one issuer's answers. Each has a trace number (STAN) of its own towards the issuer,
/// 000001 to 999999 in turn. A ring of tickets, indexed by the number modulo its size, leads to the slot of the request,
/// so that an answer finds its request by arithmetic; a number whose ticket is still out is passed over. Slots are used
/// again last in, first out: few requests in flight touch little memory, however fast they come.
///
/// Memory: both start small and double as needed, up to the limit. A slot is 208 bytes of state, 8 of deadline, 4 of free
/// list and 512 of frame; there are at least two tickets of 8 bytes a waiting request. A frame above 512 bytes has an array of its own
/// until its slot is used again.
/// </summary>
internal sealed class PendingRing
{
    private const int FirstCapacity = 64;
    private const int FirstTickets = 1024;
    private const int FrameStride = 512;
    private const int LastStan = 999_999;

    private readonly int maxPending;
    private readonly Dictionary<int, byte[]> longFrames = [];
    private Ticket[] tickets = new Ticket[FirstTickets];
    private PendingRequest[] slots = new PendingRequest[FirstCapacity];

    /// <summary>By slot, in ns; long.MaxValue where nothing waits. Apart from the slots, so that a sweep is one scan.</summary>
    private long[] deadlines = NewDeadlines(FirstCapacity);

    private byte[] frames = new byte[FirstCapacity * FrameStride];

    /// <summary>Free slots below <see cref="freeCount"/>, the one used last on top.</summary>
    private int[] free = new int[FirstCapacity];

    private int freeCount;
    private int slotsUsed;
    private int lastStan;

    /// <summary>No deadline is earlier than this.</summary>
    private long earliest = long.MaxValue;

    /// <param name="maxPending">Requests that may wait.</param>
    /// <param name="lastStan">The trace number before the first one.</param>
    internal PendingRing(int maxPending, int lastStan = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxPending);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPending, LastStan / 4);
        this.maxPending = maxPending;
        this.lastStan = lastStan;
    }

    /// <summary>Requests that wait.</summary>
    internal int Count => slotsUsed - freeCount;

    internal bool IsFull => Count >= maxPending;

    internal ref PendingRequest this[int slot] => ref slots[slot];

    /// <summary>The next trace number that no waiting request has.</summary>
    internal int NextStan()
    {
        if (Count * 2 >= tickets.Length) GrowTickets();
        int stan = lastStan;
        do
        {
            stan = stan == LastStan ? 1 : stan + 1;
        }
        while (tickets[stan & (tickets.Length - 1)].State == PendingState.Waiting);
        lastStan = stan;
        return stan;
    }

    /// <summary>The number after which to go on, when an earlier run has used those before.</summary>
    internal void StartAfter(int stan) => lastStan = stan;

    /// <summary>A request of an earlier run that was given up: its late answer is known as one, as after a time-out.</summary>
    internal void Remember(int stan)
    {
        ref Ticket ticket = ref tickets[stan & (tickets.Length - 1)];
        if (ticket.State != PendingState.Waiting) ticket = new Ticket(stan, 0, PendingState.TimedOut);
    }

    /// <summary>
    /// Lets a request wait under the trace number that <see cref="NextStan"/> gave, and keeps the frame as sent. The
    /// caller fills in the rest of the slot.
    /// </summary>
    /// <param name="stan">The number.</param>
    /// <param name="deadline">When it is to be given up, in ns.</param>
    /// <param name="sent">The frame.</param>
    /// <param name="header">The header of the originator's request, kept with the frame.</param>
    internal ref PendingRequest Add(int stan, long deadline, ReadOnlySpan<byte> sent, ReadOnlySpan<byte> header = default)
    {
        int at = TakeSlot();
        ref Ticket ticket = ref tickets[stan & (tickets.Length - 1)];
        Debug.Assert(ticket.State != PendingState.Waiting);
        ticket = new Ticket(stan, at, PendingState.Waiting);
        ref PendingRequest slot = ref slots[at];
        slot.Stan = stan;
        slot.FrameLength = sent.Length;
        slot.HeaderLength = header.Length;
        int kept = sent.Length + header.Length;
        if (longFrames.Count > 0) longFrames.Remove(at);
        Span<byte> place = kept <= FrameStride ? frames.AsSpan(at * FrameStride, kept) : longFrames[at] = new byte[kept];
        sent.CopyTo(place);
        header.CopyTo(place[sent.Length..]);
        deadlines[at] = deadline;
        if (deadline < earliest) earliest = deadline;
        return ref slot;
    }

    /// <summary>
    /// What has become of the request with this trace number, and its slot while it waits. Free stands also for a number
    /// that was never given or is another request's by now.
    /// </summary>
    internal PendingState Find(int stan, out int slot)
    {
        Ticket ticket = tickets[stan & (tickets.Length - 1)];
        slot = ticket.Slot;
        return ticket.Stan == stan ? ticket.State : PendingState.Free;
    }

    /// <summary>The frame of a waiting request as it was sent.</summary>
    internal ReadOnlySpan<byte> SentFrame(int slot) => Kept(slot)[..slots[slot].FrameLength];

    /// <summary>The header that the request of the originator had; empty where its format has none.</summary>
    internal ReadOnlySpan<byte> OriginatorHeader(int slot) => Kept(slot)[slots[slot].FrameLength..];

    /// <summary>Another link asks for the same answer: the header to answer is that of its message.</summary>
    internal void ReplaceHeader(int slot, ReadOnlySpan<byte> header)
    {
        ref PendingRequest request = ref slots[slot];
        if (request.HeaderLength == 0 && header.IsEmpty) return;
        byte[] kept = new byte[request.FrameLength + header.Length];
        SentFrame(slot).CopyTo(kept);
        header.CopyTo(kept.AsSpan(request.FrameLength));
        longFrames.Remove(slot);
        request.HeaderLength = header.Length;
        if (kept.Length <= FrameStride) kept.CopyTo(frames.AsSpan(slot * FrameStride));
        else longFrames[slot] = kept;
    }

    /// <summary>Whether a request waits that was sent over this link. Looks at all that wait.</summary>
    internal bool WaitsOver(LinkId link)
    {
        for (int slot = 0; slot < slotsUsed; slot++)
        {
            if (deadlines[slot] != long.MaxValue && slots[slot].Link == link) return true;
        }
        return false;
    }

    /// <summary>
    /// The waiting request that an answer which fits none is nearest to: the one that differs in the fewest of the echoed
    /// fields; and the first field in which it does. -1 when none has one in common. Looks at so many slots at most.
    /// </summary>
    internal int Nearest(ReadOnlySpan<byte> answer, FieldIndex index, int most, out int field)
    {
        int nearest = -1, fewest = EchoedFields.Count;
        field = 0;
        for (int slot = 0; slot < Math.Min(slotsUsed, most); slot++)
        {
            if (deadlines[slot] == long.MaxValue) continue;
            int differing = EchoedFields.CountDifferences(SentFrame(slot), ref slots[slot], answer, index, out int first);
            if (differing >= fewest) continue;
            nearest = slot;
            fewest = differing;
            field = first;
        }
        return nearest;
    }

    private ReadOnlySpan<byte> Kept(int slot)
    {
        int length = slots[slot].FrameLength + slots[slot].HeaderLength;
        return length <= FrameStride ? frames.AsSpan(slot * FrameStride, length) : longFrames[slot];
    }

    /// <summary>
    /// Ends a request's waiting. A timed-out one leaves its number behind, to know a late answer by, until the number's
    /// ticket is needed. The slot's contents stay readable until the next <see cref="Add"/>.
    /// </summary>
    internal void End(int slot, PendingState state)
    {
        ref PendingRequest request = ref slots[slot];
        ref Ticket ticket = ref tickets[request.Stan & (tickets.Length - 1)];
        Debug.Assert(ticket.State == PendingState.Waiting && ticket.Slot == slot && state != PendingState.Waiting);
        ticket = new Ticket(request.Stan, slot, state);
        deadlines[slot] = long.MaxValue;
        free[freeCount++] = slot;
    }

    /// <summary>
    /// A slot whose deadline has come, or -1 when there is none; the caller ends it and asks again, giving back the
    /// cursor. Costs nothing while no deadline can have come, and then one scan of the deadlines.
    /// </summary>
    internal int NextExpired(long now, ref int cursor)
    {
        if (now < earliest) return -1;
        for (; cursor < slotsUsed; cursor++)
        {
            if (deadlines[cursor] <= now) return cursor;
        }
        earliest = Earliest();
        return -1;
    }

    private long Earliest()
    {
        long least = long.MaxValue;
        foreach (long deadline in deadlines.AsSpan(0, slotsUsed)) least = Math.Min(least, deadline);
        return least;
    }

    private int TakeSlot()
    {
        if (freeCount > 0) return free[--freeCount];
        if (slotsUsed == slots.Length) Grow();
        return slotsUsed++;
    }

    private void Grow()
    {
        int capacity = slots.Length * 2;
        Array.Resize(ref slots, capacity);
        Array.Resize(ref frames, capacity * FrameStride);
        Array.Resize(ref free, capacity);
        int had = deadlines.Length;
        Array.Resize(ref deadlines, capacity);
        deadlines.AsSpan(had).Fill(long.MaxValue);
    }

    // No two tickets can meet in the larger ring: numbers that differ in the low bits of the smaller one differ there too.
    private void GrowTickets()
    {
        Ticket[] old = tickets;
        tickets = new Ticket[old.Length * 2];
        foreach (Ticket ticket in old)
        {
            if (ticket.State != PendingState.Free) tickets[ticket.Stan & (tickets.Length - 1)] = ticket;
        }
    }

    private static long[] NewDeadlines(int capacity)
    {
        var deadlines = new long[capacity];
        Array.Fill(deadlines, long.MaxValue);
        return deadlines;
    }

    /// <summary>What a trace number leads to.</summary>
    private readonly record struct Ticket
    {
        private readonly int slotAndState;

        internal Ticket(int stan, int slot, PendingState state)
        {
            Stan = stan;
            slotAndState = slot << 2 | (int)state;
        }

        internal int Stan { get; }

        internal int Slot => slotAndState >> 2;

        internal PendingState State => (PendingState)(slotAndState & 3);
    }
}
