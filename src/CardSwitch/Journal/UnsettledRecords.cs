namespace CardSwitch.Journal;

/// <summary>Records that are durable in groups and not rows yet, in their order. Memory is used again by chunks.</summary>
internal sealed class UnsettledRecords
{
    private const int ChunkBytes = 1 << 20, MostSpare = 16;

    private readonly Queue<(byte[] Bytes, int Length)> chunks = [];
    private readonly Stack<byte[]> spare = [];
    private byte[] filling = GC.AllocateUninitializedArray<byte>(ChunkBytes);
    private int filled;
    private int read;

    /// <summary>The bytes that wait.</summary>
    internal long Bytes { get; private set; }

    /// <summary>The records that wait.</summary>
    internal long Count { get; private set; }

    /// <summary>The number of the first of them.</summary>
    internal long First { get; private set; } = 1;

    /// <summary>The next record will have this number.</summary>
    internal void StartAt(long number) => First = number;

    /// <summary>Takes the records of a group.</summary>
    internal void Add(ReadOnlySpan<byte> records, int count)
    {
        if (filling.Length - filled < records.Length)
        {
            chunks.Enqueue((filling, filled));
            filling = records.Length <= ChunkBytes && spare.TryPop(out byte[]? kept)
                ? kept
                : GC.AllocateUninitializedArray<byte>(Math.Max(ChunkBytes, records.Length));
            filled = 0;
        }
        records.CopyTo(filling.AsSpan(filled));
        filled += records.Length;
        Bytes += records.Length;
        Count += count;
    }

    /// <summary>The first record; only if there is one. Good until the one behind the next is asked for.</summary>
    internal ReadOnlySpan<byte> Peek()
    {
        while (chunks.TryPeek(out (byte[] Bytes, int Length) first) && read == first.Length)
        {
            chunks.Dequeue();
            read = 0;
            if (spare.Count < MostSpare && first.Bytes.Length == ChunkBytes) spare.Push(first.Bytes);
        }
        ReadOnlySpan<byte> rest = chunks.TryPeek(out (byte[] Bytes, int Length) next)
            ? next.Bytes.AsSpan(read, next.Length - read)
            : filling.AsSpan(read, filled - read);
        return rest[..RecordLayout.LengthOf(rest)];
    }

    /// <summary>The first record has become a row.</summary>
    internal void Drop()
    {
        int length = Peek().Length;
        read += length;
        Bytes -= length;
        Count--;
        First++;
        if (Count != 0 || chunks.Count != 0) return;
        filled = read = 0;
    }
}
