using System.Diagnostics;

namespace CardSwitch.Issuing;

/// <summary>
/// The requests that wait for one issuer's answers. Each has a trace number (STAN) of its own towards the issuer,
/// 000001 to 999999 in turn; the number, taken modulo the ring's size, is the slot, so that an answer finds its request
/// by arithmetic. A number whose slot is still waiting is passed over.
///
/// Memory: the ring starts at 1,024 slots and doubles while more than half wait, up to twice the limit rounded up to a
/// power of two. A slot is 128 bytes of state + 8 of deadline + 512 of frame; a frame above 512 bytes has an array of
/// its own for as long as it waits.
/// </summary>
internal sealed class PendingRing
{
    private const int FirstCapacity = 1024;
    private const int FrameStride = 512;
    private const int LastStan = 999_999;

    private readonly int maxPending;
    private PendingRequest[] slots = new PendingRequest[FirstCapacity];

    /// <summary>By slot, in ns; long.MaxValue where nothing waits. Apart from the slots, so that a sweep is one scan.</summary>
    private long[] deadlines = NewDeadlines(FirstCapacity);

    private byte[] frames = new byte[FirstCapacity * FrameStride];
    private readonly Dictionary<int, byte[]> longFrames = [];
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
    internal int Count { get; private set; }

    internal bool IsFull => Count >= maxPending;

    internal ref PendingRequest this[int slot] => ref slots[slot];

    /// <summary>The next trace number whose slot is free; only when the ring is not full.</summary>
    internal int NextStan()
    {
        Debug.Assert(!IsFull);
        if (Count * 2 >= slots.Length) Grow();
        int stan = lastStan;
        do
        {
            stan = stan == LastStan ? 1 : stan + 1;
        }
        while (slots[stan & (slots.Length - 1)].State == PendingState.Waiting);
        lastStan = stan;
        return stan;
    }

    /// <summary>
    /// Lets a request wait under the trace number that <see cref="NextStan"/> gave, and keeps the frame as sent. The
    /// caller fills in the rest of the slot.
    /// </summary>
    internal ref PendingRequest Add(int stan, long deadline, ReadOnlySpan<byte> sent)
    {
        int at = stan & (slots.Length - 1);
        ref PendingRequest slot = ref slots[at];
        slot.Stan = stan;
        slot.State = PendingState.Waiting;
        slot.FrameLength = sent.Length;
        if (sent.Length <= FrameStride) sent.CopyTo(frames.AsSpan(at * FrameStride));
        else longFrames[stan] = sent.ToArray();
        deadlines[at] = deadline;
        if (deadline < earliest) earliest = deadline;
        Count++;
        return ref slot;
    }

    /// <summary>The slot that the trace number belongs to, whatever its state; -1 when the slot is another's by now.</summary>
    internal int Find(int stan)
    {
        int at = stan & (slots.Length - 1);
        return slots[at].Stan == stan && stan != 0 ? at : -1;
    }

    /// <summary>The frame as it was sent.</summary>
    internal ReadOnlySpan<byte> SentFrame(int at)
    {
        ref PendingRequest slot = ref slots[at];
        return slot.FrameLength <= FrameStride
            ? frames.AsSpan(at * FrameStride, slot.FrameLength)
            : longFrames[slot.Stan];
    }

    /// <summary>Ends a request's waiting. A timed-out one leaves its number behind, to know a late answer by.</summary>
    internal void End(int at, PendingState state)
    {
        Debug.Assert(slots[at].State == PendingState.Waiting && state != PendingState.Waiting);
        slots[at].State = state;
        if (slots[at].FrameLength > FrameStride) longFrames.Remove(slots[at].Stan);
        deadlines[at] = long.MaxValue;
        Count--;
    }

    /// <summary>
    /// A slot whose deadline has come, or -1 when there is none; the caller ends it and asks again, giving back the
    /// cursor. Costs nothing while no deadline can have come, and then one scan of the deadlines.
    /// </summary>
    internal int NextExpired(long now, ref int cursor)
    {
        if (now < earliest) return -1;
        for (; cursor < deadlines.Length; cursor++)
        {
            if (deadlines[cursor] <= now) return cursor;
        }
        earliest = Earliest();
        return -1;
    }

    private long Earliest()
    {
        long least = long.MaxValue;
        foreach (long deadline in deadlines) least = Math.Min(least, deadline);
        return least;
    }

    // Waiting requests move to the slots that their numbers have in the larger ring; no two can meet there, because
    // numbers that differ in the low bits of the smaller ring differ in those of the larger.
    private void Grow()
    {
        var (oldSlots, oldDeadlines, oldFrames) = (slots, deadlines, frames);
        int capacity = oldSlots.Length * 2;
        slots = new PendingRequest[capacity];
        deadlines = NewDeadlines(capacity);
        frames = new byte[capacity * FrameStride];
        for (int from = 0; from < oldSlots.Length; from++)
        {
            if (oldSlots[from].State == PendingState.Free) continue;
            int to = oldSlots[from].Stan & (capacity - 1);
            slots[to] = oldSlots[from];
            deadlines[to] = oldDeadlines[from];
            oldFrames.AsSpan(from * FrameStride, FrameStride).CopyTo(frames.AsSpan(to * FrameStride));
        }
    }

    private static long[] NewDeadlines(int capacity)
    {
        var deadlines = new long[capacity];
        Array.Fill(deadlines, long.MaxValue);
        return deadlines;
    }
}
