namespace CardSwitch.Simulation.Clockwork;

/// <summary>
/// What will happen, in order of virtual time; at the same instant, in the order in which it was put down. A heap of four
/// children each over times and places only, so that moving an entry moves 16 bytes; nothing is allocated once it has grown.
/// </summary>
internal sealed class Agenda
{
    internal const long Microsecond = 1_000, Millisecond = 1_000_000, Second = 1_000_000_000;

    // Below the order in which an entry was put down stands its place.
    private const int PlaceBits = 20;

    private Key[] heap = new Key[256];
    private Entry[] entries = new Entry[256];
    private int[] free = new int[256];
    private int count, used, freeCount;
    private long lastOrder;

    /// <summary>Virtual time, in ns since the beginning.</summary>
    internal long Now { get; private set; }

    /// <summary>Entries that have happened.</summary>
    internal long Steps { get; private set; }

    /// <summary>Begins again with nothing on it.</summary>
    internal void Clear()
    {
        Array.Clear(entries, 0, used);
        count = used = freeCount = 0;
        lastOrder = Now = Steps = 0;
    }

    internal void In(long delay, IActor actor, int reason, long detail = 0) => At(Now + delay, actor, reason, detail);

    internal void At(long time, IActor actor, int reason, long detail = 0)
    {
        int place = freeCount > 0 ? free[--freeCount] : TakeNew();
        entries[place] = new Entry(actor, detail, reason);
        var key = new Key(Math.Max(time, Now), ++lastOrder << PlaceBits | (uint)place);
        Key[] keys = heap;
        int at = count++;
        while (at > 0)
        {
            int parent = (at - 1) >> 2;
            if (!key.IsBefore(in keys[parent])) break;
            keys[at] = keys[parent];
            at = parent;
        }
        keys[at] = key;
    }

    /// <summary>Lets the next entry happen. False when there is none.</summary>
    internal bool RunNext()
    {
        if (count == 0) return false;
        Key first = heap[0];
        RemoveFirst();
        int place = (int)first.Order & ((1 << PlaceBits) - 1);
        Entry entry = entries[place];
        free[freeCount++] = place;
        Now = first.Time;
        Steps++;
        entry.Actor.Wake(entry.Reason, entry.Detail);
        return true;
    }

    private void RemoveFirst()
    {
        Key[] keys = heap;
        int left = --count;
        Key last = keys[left];
        int at = 0;
        while (true)
        {
            int child = 4 * at + 1;
            if (child >= left) break;
            int end = Math.Min(child + 4, left);
            int least = child;
            for (int other = child + 1; other < end; other++)
            {
                if (keys[other].IsBefore(in keys[least])) least = other;
            }
            if (!keys[least].IsBefore(in last)) break;
            keys[at] = keys[least];
            at = least;
        }
        keys[at] = last;
    }

    private int TakeNew()
    {
        if (used == entries.Length)
        {
            if (used == 1 << PlaceBits) throw new InvalidOperationException($"More than {used} things are to happen.");
            Array.Resize(ref entries, used * 2);
            Array.Resize(ref heap, used * 2);
            Array.Resize(ref free, used * 2);
        }
        return used++;
    }

    private readonly record struct Entry(IActor Actor, long Detail, int Reason);

    private readonly record struct Key(long Time, long Order)
    {
        internal bool IsBefore(in Key other) => Time < other.Time || (Time == other.Time && Order < other.Order);
    }
}
