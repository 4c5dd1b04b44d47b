namespace CardSwitch.Journal;

/// <summary>
/// Records that are durable in groups and not rows yet, between the thread that appends and the one that settles. What does
/// not fit in memory is left in the store, and everything after it, until it has been read back from there.
/// </summary>
/// <param name="mostInMemory">Bytes that may wait in memory; as many again may be under work.</param>
internal sealed class Backlog(long mostInMemory)
{
    private readonly Lock guard = new();
    private UnsettledRecords arriving = new();
    private long next = 1;
    private long bytes;
    private bool isSpilled;

    /// <summary>The bytes of all records that are not settled.</summary>
    internal long Bytes => Interlocked.Read(ref bytes);

    /// <summary>The number of the last record that came.</summary>
    internal long Last
    {
        get
        {
            lock (guard) return next - 1;
        }
    }

    /// <summary>How many records have come that nobody has taken: in memory, and more than any number if some are elsewhere.</summary>
    internal long Waiting
    {
        get
        {
            lock (guard) return isSpilled ? long.MaxValue : arriving.Count;
        }
    }

    /// <summary>The next record will have this number.</summary>
    internal void StartAt(long number)
    {
        lock (guard) next = number;
    }

    /// <summary>A group is durable. Returns how many records waited before it.</summary>
    internal long Add(RecordBuffer group)
    {
        lock (guard)
        {
            long before = isSpilled ? long.MaxValue : arriving.Count;
            if (arriving.Count > 0 && arriving.Bytes + group.Length > mostInMemory) isSpilled = true;
            if (!isSpilled)
            {
                if (arriving.Count == 0) arriving.StartAt(group.First);
                arriving.Add(group.Records, group.Count);
            }
            next = group.First + group.Count;
            bytes += group.Length;
            return before;
        }
    }

    /// <summary>Gives all that waits in memory for an empty one to gather in; false when nothing does.</summary>
    internal bool TryTake(ref UnsettledRecords empty)
    {
        lock (guard)
        {
            if (arriving.Count == 0) return false;
            (arriving, empty) = (empty, arriving);
            return true;
        }
    }

    /// <summary>
    /// Everything up to a number has been taken or read back; if that is all there is, what comes waits in memory again.
    /// </summary>
    internal void CaughtUp(long upTo)
    {
        lock (guard)
        {
            if (arriving.Count == 0 && upTo == next - 1) isSpilled = false;
        }
    }

    /// <summary>So many bytes have become rows.</summary>
    internal void Settled(long settledBytes)
    {
        lock (guard) bytes -= settledBytes;
    }
}
