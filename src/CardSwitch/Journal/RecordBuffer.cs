namespace CardSwitch.Journal;

/// <summary>Records one behind the other, as they are gathered for a group; each tells its own length.</summary>
internal sealed class RecordBuffer(int capacity)
{
    private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(capacity);

    /// <summary>The number of the first record; of no meaning when there is none.</summary>
    internal long First { get; private set; }

    internal int Count { get; private set; }

    internal int Length { get; private set; }

    internal int Capacity => bytes.Length;

    internal ReadOnlySpan<byte> Records => bytes.AsSpan(0, Length);

    /// <summary>Where the next record is written.</summary>
    internal Span<byte> Rest => bytes.AsSpan(Length);

    /// <summary>A record was written to <see cref="Rest"/>.</summary>
    internal void Add(long number, int length)
    {
        if (Count++ == 0) First = number;
        Length += length;
    }

    internal void Clear() => Length = Count = 0;
}
