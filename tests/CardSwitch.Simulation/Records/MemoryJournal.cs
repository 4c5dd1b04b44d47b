using System.Runtime.CompilerServices;

using CardSwitch.Journal;

namespace CardSwitch.Simulation.Records;

/// <summary>
/// Keeps records in memory, whole, and says which of them a crash would leave: those up to <see cref="Durable"/>, which only
/// its owner moves. Memory grows by chunks and is kept for the next run.
/// </summary>
internal sealed class MemoryJournal : IRecordSink
{
    // A place is the offset of a record in all chunks together, its length in the lower bits.
    private const int LengthBits = 17, ChunkBits = 20, PlacesBits = 14;
    private const int ChunkBytes = 1 << ChunkBits, PlacesEach = 1 << PlacesBits;

    private readonly List<byte[]> chunks = [];
    private readonly List<ulong[]> places = [];
    private byte[] chunk = [];
    private long end;

    /// <summary>The number of the last record; 0 when there is none.</summary>
    internal long Last { get; private set; }

    /// <summary>The number of the last record that a crash leaves.</summary>
    internal long Durable { get; private set; }

    /// <summary>A digest of every record ever appended, in their order, those lost in crashes included.</summary>
    internal ulong Hash { get; private set; }

    /// <summary>A record's bytes, until it is dropped.</summary>
    internal ReadOnlySpan<byte> this[long number]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Last);
            ulong place = PlaceOf(number);
            long offset = (long)(place >> LengthBits);
            return chunks[(int)(offset >> ChunkBits)].AsSpan((int)offset & (ChunkBytes - 1), LengthOf(place));
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is not the next number, or the record is longer than any.</exception>
    public void Append(long number, ReadOnlySpan<byte> record)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(number, Last + 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Length, RecordLayout.MaxLength, nameof(record));
        int at = (int)end & (ChunkBytes - 1);
        if (at == 0 || record.Length > ChunkBytes - at) at = TurnChunk();
        record.CopyTo(chunk.AsSpan(at));
        if ((Last & (PlacesEach - 1)) == 0 && Last >> PlacesBits == places.Count) places.Add(new ulong[PlacesEach]);
        Last = number;
        PlaceOf(number) = (ulong)end << LengthBits | (uint)record.Length;
        end += record.Length;
        Hash = RecordHash.Next(Hash, number, record);
    }

    /// <summary>Records up to this number survive a crash; of no effect where they do already.</summary>
    internal void MarkDurable(long upTo)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(upTo, Last);
        Durable = Math.Max(Durable, upTo);
    }

    /// <summary>
    /// Drops the records after <see cref="Durable"/>, save some that had reached the medium without anybody having been told.
    /// What is left is durable.
    /// </summary>
    /// <param name="survivors">How many records after the durable ones are left, at most.</param>
    /// <param name="tornBytes">
    /// If above 0, so many bytes of the next record are left too, at most all but one: it reads as a record, which no decoder
    /// takes, and <see cref="DropLast"/> removes it.
    /// </param>
    internal void Crash(int survivors = 0, int tornBytes = 0)
    {
        long left = Math.Min(Last, Durable + survivors);
        bool tears = tornBytes > 0 && left < Last;
        Last = tears ? left + 1 : left;
        if (tears)
        {
            ref ulong place = ref PlaceOf(Last);
            int kept = Math.Min(tornBytes, LengthOf(place) - 1);
            place = place >> LengthBits << LengthBits | (uint)kept;
        }
        Durable = Last;
        RewindEnd();
    }

    /// <summary>Drops the last record, as a recovery does that finds it torn.</summary>
    internal void DropLast()
    {
        ArgumentOutOfRangeException.ThrowIfZero(Last);
        Last--;
        Durable = Math.Min(Durable, Last);
        RewindEnd();
    }

    /// <summary>Starts over, with the memory that there is.</summary>
    internal void Clear()
    {
        Last = 0;
        Durable = 0;
        Hash = 0;
        RewindEnd();
    }

    private void RewindEnd()
    {
        ulong place = Last == 0 ? 0 : PlaceOf(Last);
        end = (long)(place >> LengthBits) + LengthOf(place);
        if (chunks.Count != 0) chunk = chunks[(int)(end >> ChunkBits) % chunks.Count];
    }

    // A record stands in one chunk.
    private int TurnChunk()
    {
        end = (end + ChunkBytes - 1) >> ChunkBits << ChunkBits;
        int next = (int)(end >> ChunkBits);
        if (next == chunks.Count) chunks.Add(GC.AllocateUninitializedArray<byte>(ChunkBytes));
        chunk = chunks[next];
        return 0;
    }

    private ref ulong PlaceOf(long number) => ref places[(int)((number - 1) >> PlacesBits)][(number - 1) & (PlacesEach - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LengthOf(ulong place) => (int)(place & ((1 << LengthBits) - 1));
}
