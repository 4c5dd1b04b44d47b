using CardSwitch.Journal;

namespace CardSwitch.Simulation.Invariants;

/// <summary>Which line a key in a record stands for: open addressing, never more than half full.</summary>
internal sealed class KeyIndex
{
    private (ulong Low, int Line)[] slots = new (ulong, int)[1024];
    private int count;

    internal int Find(TransactionKey key)
    {
        for (ulong at = key.Low; ; at++)
        {
            ref (ulong Low, int Line) slot = ref slots[at & (ulong)(slots.Length - 1)];
            if (slot.Line == 0) return -1;
            if (slot.Low == key.Low) return slot.Line - 1;
        }
    }

    /// <summary>Adds a key that is not there.</summary>
    internal void Add(TransactionKey key, int line)
    {
        if (++count * 2 > slots.Length) Grow();
        Put(key.Low, line + 1);
    }

    internal void Clear()
    {
        Array.Clear(slots);
        count = 0;
    }

    private void Put(ulong low, int line)
    {
        ulong at = low;
        while (slots[at & (ulong)(slots.Length - 1)].Line != 0) at++;
        slots[at & (ulong)(slots.Length - 1)] = (low, line);
    }

    private void Grow()
    {
        (ulong Low, int Line)[] old = slots;
        slots = new (ulong, int)[old.Length * 2];
        foreach ((ulong low, int line) in old)
        {
            if (line != 0) Put(low, line);
        }
    }
}
