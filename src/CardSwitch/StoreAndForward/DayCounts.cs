using System.Runtime.InteropServices;

namespace CardSwitch.StoreAndForward;

/// <summary>How many advices there are of each business day. Few days are open at a time.</summary>
internal sealed class DayCounts
{
    private readonly List<(int Day, int Count)> counts = [];

    internal int this[int day]
    {
        get
        {
            int place = PlaceOf(day);
            return place < 0 ? 0 : counts[place].Count;
        }
    }

    internal void Add(int day, int count)
    {
        int place = PlaceOf(day);
        if (place < 0)
        {
            counts.Add((day, count));
            return;
        }
        ref (int Day, int Count) entry = ref CollectionsMarshal.AsSpan(counts)[place];
        entry.Count += count;
        if (entry.Count == 0) counts.RemoveAt(place);
    }

    private int PlaceOf(int day)
    {
        for (int i = 0; i < counts.Count; i++)
        {
            if (counts[i].Day == day) return i;
        }
        return -1;
    }
}
