using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CardSwitch.Journal;

namespace CardSwitch.Repeats;

/// <summary>
/// Known requests in the order in which they came, and an index of their keys. The requests stand in chunks, so that none
/// of them ever moves. The index is a table of buckets of sixteen words, a cache line each: a bucket is chosen by the key's
/// low bits, a word holds a piece of its high bits and, below, the request's position plus one; an empty word is 0, and a
/// bucket that is full runs over into the next. All sixteen are compared at once. At most half of the words are taken,
/// else the table doubles.
/// </summary>
internal sealed class KnownGeneration
{
    private const int ChunkBits = 11, ChunkSize = 1 << ChunkBits;
    private const int Slots = 16;
    private const int LineBytes = 64;
    private const int FirstBuckets = 16;

    private readonly int positionBits;
    private KnownTransaction[][] chunks = [];
    private uint[] table = [];
    private int origin;
    private uint bucketMask;

    /// <param name="most">Requests that are kept at most.</param>
    internal KnownGeneration(int most)
    {
        Most = most;
        positionBits = 32 - BitOperations.LeadingZeroCount((uint)most);
        Size(FirstBuckets);
    }

    internal int Most { get; }

    internal int Count { get; private set; }

    internal int Buckets => (int)bucketMask + 1;

    /// <summary>Which one it is, counted from 1; 0 before there was one.</summary>
    internal int Number { get; private set; }

    internal ref KnownTransaction this[int position] =>
        ref chunks[position >> ChunkBits][position & (ChunkSize - 1)];

    /// <summary>Forgets all and takes another number. Its memory stays; the index has as many buckets at least.</summary>
    internal void Restart(int number, int buckets)
    {
        if (Buckets < buckets) Size(buckets);
        else if (Count > 0) Array.Clear(table);
        Count = 0;
        Number = number;
    }

    internal unsafe void Prefetch(TransactionKey key)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref Line(key)));
    }

    /// <summary>The request, or a null reference and the position -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref KnownTransaction Find(TransactionKey key, out int position)
    {
        uint tagMask = uint.MaxValue << positionBits;
        uint tag = (uint)(key.High >> 32) & tagMask;
        for (uint bucket = (uint)key.Low; ; bucket++)
        {
            ref uint line = ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(table), (nint)((bucket & bucketMask) * Slots + (uint)origin));
            var low = Vector256.LoadUnsafe(ref line);
            var high = Vector256.LoadUnsafe(ref line, Slots / 2);
            var mask = Vector256.Create(tagMask);
            var wanted = Vector256.Create(tag);
            uint same = Vector256.Equals(low & mask, wanted).ExtractMostSignificantBits()
                | Vector256.Equals(high & mask, wanted).ExtractMostSignificantBits() << (Slots / 2);
            // Words are taken from the first on: an empty last one is that of a bucket that never ran over.
            for (; same != 0; same &= same - 1)
            {
                uint word = Unsafe.Add(ref line, BitOperations.TrailingZeroCount(same));
                position = (int)(word & ~tagMask) - 1;
                if (position < 0) break;
                ref KnownTransaction known = ref this[position];
                if (known.Key == key) return ref known;
            }
            if (Unsafe.Add(ref line, Slots - 1) == 0) break;
        }
        position = -1;
        return ref Unsafe.NullRef<KnownTransaction>();
    }

    /// <summary>Takes a request of which only the key is set; there must be room.</summary>
    internal ref KnownTransaction Add(TransactionKey key, out int position)
    {
        position = Count;
        if (position * 2 >= Buckets * Slots) Grow();
        if (position >> ChunkBits == chunks.Length) AddChunk();
        Insert(key, position);
        Count++;
        ref KnownTransaction known = ref this[position];
        known = default;
        known.Key = key;
        PrefetchEntry(position + 1);
        return ref known;
    }

    // Where the next one will be written.
    private unsafe void PrefetchEntry(int position)
    {
        if (!Sse.IsSupported || (position & (ChunkSize - 1)) == 0) return;
        Sse.Prefetch0((byte*)Unsafe.AsPointer(ref this[position]) + LineBytes - 1);
    }

    private void Insert(TransactionKey key, int position)
    {
        uint word = (uint)(key.High >> 32) & (uint.MaxValue << positionBits) | (uint)position + 1;
        for (uint bucket = (uint)key.Low; ; bucket++)
        {
            ref uint line = ref Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(table), (nint)((bucket & bucketMask) * Slots + (uint)origin));
            uint free = Vector256.Equals(Vector256.LoadUnsafe(ref line), default).ExtractMostSignificantBits()
                | Vector256.Equals(Vector256.LoadUnsafe(ref line, Slots / 2), default).ExtractMostSignificantBits() << (Slots / 2);
            if (free == 0) continue;
            Unsafe.Add(ref line, BitOperations.TrailingZeroCount(free)) = word;
            return;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        Size(Buckets * 2);
        for (int i = 0; i < Count; i++) Insert(this[i].Key, i);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddChunk()
    {
        Array.Resize(ref chunks, chunks.Length + 1);
        chunks[^1] = new KnownTransaction[ChunkSize];
    }

    // Pinned, so that a bucket is a cache line and stays one.
    private unsafe void Size(int buckets)
    {
        table = GC.AllocateArray<uint>(buckets * Slots + LineBytes / sizeof(uint), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(table));
        origin = (int)((0 - address & (LineBytes - 1)) / sizeof(uint));
        bucketMask = (uint)buckets - 1;
    }

    private ref uint Line(TransactionKey key) => ref Unsafe.Add(
        ref MemoryMarshal.GetArrayDataReference(table), (nint)(((uint)key.Low & bucketMask) * Slots + (uint)origin));
}
