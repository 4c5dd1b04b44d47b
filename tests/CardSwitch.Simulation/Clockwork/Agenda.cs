namespace CardSwitch.Simulation.Clockwork;

/// <summary>
/// What will happen, in order of virtual time; at the same instant, in the order in which it was put down. A binary heap:
/// nothing is allocated for an entry once it has grown to its size.
/// </summary>
internal sealed class Agenda
{
    internal const long Microsecond = 1_000, Millisecond = 1_000_000, Second = 1_000_000_000;

    private Entry[] heap = new Entry[1024];
    private int count;
    private long lastOrder;

    /// <summary>Virtual time, in ns since the beginning.</summary>
    internal long Now { get; private set; }

    /// <summary>Entries that have happened.</summary>
    internal long Steps { get; private set; }

    internal void In(long delay, IActor actor, int reason, long detail = 0) => At(Now + delay, actor, reason, detail);

    internal void At(long time, IActor actor, int reason, long detail = 0)
    {
        if (count == heap.Length) Array.Resize(ref heap, count * 2);
        var entry = new Entry(Math.Max(time, Now), ++lastOrder, actor, detail, reason);
        int at = count++;
        while (at > 0)
        {
            int parent = (at - 1) >> 1;
            if (!entry.IsBefore(in heap[parent])) break;
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = entry;
    }

    /// <summary>Lets the next entry happen. False when there is none.</summary>
    internal bool RunNext()
    {
        if (count == 0) return false;
        Entry first = heap[0];
        RemoveFirst();
        Now = first.Time;
        Steps++;
        first.Actor.Wake(first.Reason, first.Detail);
        return true;
    }

    private void RemoveFirst()
    {
        Entry last = heap[--count];
        heap[count] = default;
        if (count == 0) return;
        int at = 0;
        while (true)
        {
            int child = 2 * at + 1;
            if (child >= count) break;
            if (child + 1 < count && heap[child + 1].IsBefore(in heap[child])) child++;
            if (!heap[child].IsBefore(in last)) break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
    }

    private readonly record struct Entry(long Time, long Order, IActor Actor, long Detail, int Reason)
    {
        internal bool IsBefore(in Entry other) => Time < other.Time || (Time == other.Time && Order < other.Order);
    }
}
