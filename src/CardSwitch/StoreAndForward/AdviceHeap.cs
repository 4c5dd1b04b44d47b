using System.Diagnostics;

namespace CardSwitch.StoreAndForward;

/// <summary>
/// A binary heap of advices: the one with the earliest time first, or the oldest one. Each knows its place, so that any
/// can be taken out.
/// </summary>
/// <param name="byTime">Whether <see cref="StoredAdvice.At"/> decides, and only among equals the number.</param>
internal sealed class AdviceHeap(bool byTime)
{
    private readonly List<StoredAdvice> places = [];

    internal int Count => places.Count;

    internal StoredAdvice First => places[0];

    internal void Add(StoredAdvice advice)
    {
        Debug.Assert(advice.HeapPlace < 0, "It is in a heap already.");
        places.Add(advice);
        Raise(places.Count - 1, advice);
    }

    internal StoredAdvice TakeFirst()
    {
        StoredAdvice first = places[0];
        Remove(first);
        return first;
    }

    internal bool Contains(StoredAdvice advice) =>
        (uint)advice.HeapPlace < (uint)places.Count && ReferenceEquals(places[advice.HeapPlace], advice);

    internal void Remove(StoredAdvice advice)
    {
        int place = advice.HeapPlace;
        StoredAdvice last = places[^1];
        places.RemoveAt(places.Count - 1);
        advice.HeapPlace = -1;
        if (ReferenceEquals(last, advice)) return;
        if (place > 0 && IsBefore(last, places[(place - 1) / 2])) Raise(place, last);
        else Lower(place, last);
    }

    private void Raise(int place, StoredAdvice advice)
    {
        while (place > 0)
        {
            int above = (place - 1) / 2;
            if (!IsBefore(advice, places[above])) break;
            Put(place, places[above]);
            place = above;
        }
        Put(place, advice);
    }

    private void Lower(int place, StoredAdvice advice)
    {
        for (int below; (below = 2 * place + 1) < places.Count; place = below)
        {
            if (below + 1 < places.Count && IsBefore(places[below + 1], places[below])) below++;
            if (!IsBefore(places[below], advice)) break;
            Put(place, places[below]);
        }
        Put(place, advice);
    }

    private void Put(int place, StoredAdvice advice)
    {
        places[place] = advice;
        advice.HeapPlace = place;
    }

    private bool IsBefore(StoredAdvice left, StoredAdvice right) =>
        byTime && left.At != right.At ? left.At < right.At : left.Number < right.Number;
}
