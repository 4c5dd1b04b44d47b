using System.Diagnostics;

namespace CardSwitch.Links;

/// <summary>
/// Which of a link's pending bytes wait for which record. Bytes leave in their order, so that what stands behind a
/// message that waits, waits as well: the first wait that is not over says how many bytes may leave.
/// </summary>
internal sealed class HeldOutput
{
    private readonly Queue<(int Start, long After)> waits = [];
    private long last;

    internal bool IsEmpty => waits.Count == 0;

    /// <summary>The bytes from here on wait for a record. Places do not decrease.</summary>
    internal void Add(int start, long after)
    {
        // Records are made in the order of the messages, so that one that is older than the last is waited for already.
        if (waits.Count > 0 && after <= last) return;
        Debug.Assert(waits.Count == 0 || start >= waits.Peek().Start);
        waits.Enqueue((start, after));
        last = after;
    }

    /// <summary>How many of the pending bytes may leave, now that records up to this number are durable.</summary>
    internal int Ready(int pending, long durable)
    {
        while (waits.TryPeek(out (int Start, long After) first))
        {
            if (first.After > durable) return first.Start;
            waits.Dequeue();
        }
        return pending;
    }

    /// <summary>So many bytes have left from the front.</summary>
    internal void Left(int bytes)
    {
        for (int i = waits.Count; i > 0; i--)
        {
            (int start, long after) = waits.Dequeue();
            waits.Enqueue((start - bytes, after));
        }
    }

    internal void Clear() => waits.Clear();
}
