using System.Runtime.CompilerServices;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>
/// A bank's transactions by key, the latest of them: open addressing in one array, at most half full. When it has as many
/// as it may it becomes the earlier one, and the one before that is forgotten. Costs an allocation only when it grows.
/// </summary>
internal sealed class BookedTransactions(int mostPerHalf = 1 << 20)
{
    private BookedTransaction[] current = new BookedTransaction[1024];
    private BookedTransaction[] earlier = [];
    private int count;

    /// <summary>The transaction of that key, or a null reference.</summary>
    internal ref BookedTransaction Find(ulong key)
    {
        ref BookedTransaction found = ref Slot(current, key);
        if (found.Key == key) return ref found;
        if (earlier.Length == 0) return ref Unsafe.NullRef<BookedTransaction>();
        found = ref Slot(earlier, key);
        return ref found.Key == key ? ref found : ref Unsafe.NullRef<BookedTransaction>();
    }

    /// <summary>A new transaction; its key must not be there. Valid until the next one is added.</summary>
    internal ref BookedTransaction Add(ulong key)
    {
        if (count == mostPerHalf) Turn();
        else if (count * 2 >= current.Length) Grow();
        count++;
        ref BookedTransaction added = ref Slot(current, key);
        added.Key = key;
        return ref added;
    }

    private static ref BookedTransaction Slot(BookedTransaction[] table, ulong key)
    {
        int mask = table.Length - 1, place = (int)key & mask;
        while (table[place].Key != 0 && table[place].Key != key) place = (place + 1) & mask;
        return ref table[place];
    }

    private void Turn()
    {
        BookedTransaction[] next = earlier.Length == current.Length ? earlier : new BookedTransaction[current.Length];
        Array.Clear(next);
        earlier = current;
        current = next;
        count = 0;
    }

    private void Grow()
    {
        var larger = new BookedTransaction[current.Length * 2];
        foreach (ref readonly BookedTransaction entry in current.AsSpan())
        {
            if (entry.Key != 0) Slot(larger, entry.Key) = entry;
        }
        current = larger;
    }
}
