using CardSwitch.Journal;

namespace CardSwitch.Simulation.Invariants;

/// <summary>Which transaction a key in a record stands for: open addressing, never more than half full.</summary>
internal sealed class KeyIndex(int transactions)
{
    // A transaction has a key for its request; its reversal names the same one.
    private readonly (ulong Low, int Transaction)[] slots = new (ulong, int)[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)transactions * 4)];

    internal int Find(TransactionKey key)
    {
        for (ulong at = key.Low; ; at++)
        {
            ref (ulong Low, int Transaction) slot = ref slots[at & (ulong)(slots.Length - 1)];
            if (slot.Transaction == 0) return -1;
            if (slot.Low == key.Low) return slot.Transaction - 1;
        }
    }

    internal void Add(TransactionKey key, int transaction)
    {
        for (ulong at = key.Low; ; at++)
        {
            ref (ulong Low, int Transaction) slot = ref slots[at & (ulong)(slots.Length - 1)];
            if (slot.Transaction != 0 && slot.Low != key.Low) continue;
            slot = (key.Low, transaction + 1);
            return;
        }
    }
}
