using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CardSwitch.Iso8583;

namespace CardSwitch.Repeats;

/// <summary>
/// The latest answers, byte for byte, in a ring of chunks that are made as they are first needed. An answer never runs over
/// the end of a chunk; when the ring comes back to a chunk, all that it holds is forgotten. A place counts the bytes ever
/// passed, so that it is never another answer's.
/// </summary>
internal sealed class StoredAnswers
{
    private const int ChunkBits = 18, ChunkSize = 1 << ChunkBits;
    private const int Alignment = 8;

    // Length and format, an int each.
    private const int HeadLength = 8;

    private readonly byte[]?[] chunks;
    private readonly List<MessageFormat> formats = [];

    private MessageFormat? lastFormat;
    private int lastNumber;

    // The chunk that the next place is in; at the start of one it is still that of the last.
    private byte[] current = [];

    // The next place; chunk 0 is never used, so that no place is 0.
    private long next = ChunkSize;

    /// <param name="capacityBytes">Rounded up to whole chunks of 256 KiB, two at least.</param>
    internal StoredAnswers(int capacityBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacityBytes);
        chunks = new byte[]?[Math.Max(2, (int)(((long)capacityBytes + ChunkSize - 1) >> ChunkBits))];
    }

    /// <summary>Keeps an answer, which has at most 65,535 bytes, and gives its place, above 0.</summary>
    internal long Store(ReadOnlySpan<byte> frame, MessageFormat format)
    {
        int taken = (HeadLength + frame.Length + Alignment - 1) & -Alignment;
        int offset = (int)next & (ChunkSize - 1);
        if (offset + taken > ChunkSize)
        {
            next += ChunkSize - offset;
            offset = 0;
        }
        if (offset == 0) current = chunks[ChunkOf(next)] ?? MakeChunk();
        Span<byte> room = current.AsSpan(offset, HeadLength + frame.Length);
        MemoryMarshal.Write(room, (long)NumberOf(format) << 32 | (uint)frame.Length);
        frame.CopyTo(room[HeadLength..]);
        long place = next;
        next += taken;
        return place;
    }

    /// <summary>
    /// The answer of that place, valid until the next is stored; false when it is forgotten or of another format.
    /// </summary>
    internal bool TryGet(long place, MessageFormat format, out ReadOnlySpan<byte> frame)
    {
        frame = default;
        bool isKept = place >= ChunkSize && place < next && (next - 1 >> ChunkBits) - (place >> ChunkBits) < chunks.Length;
        if (!isKept) return false;
        ReadOnlySpan<byte> kept = chunks[ChunkOf(place)].AsSpan((int)place & (ChunkSize - 1));
        long head = MemoryMarshal.Read<long>(kept);
        if (!ReferenceEquals(formats[(int)(head >> 32)], format)) return false;
        frame = kept.Slice(HeadLength, (int)head);
        return true;
    }

    private int ChunkOf(long place) => (int)((place >> ChunkBits) % chunks.Length);

    // A station has few formats.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NumberOf(MessageFormat format)
    {
        if (!ReferenceEquals(format, lastFormat)) TurnTo(format);
        return lastNumber;
    }

    private void TurnTo(MessageFormat format)
    {
        lastFormat = format;
        lastNumber = formats.IndexOf(format);
        if (lastNumber >= 0) return;
        lastNumber = formats.Count;
        formats.Add(format);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte[] MakeChunk() => chunks[ChunkOf(next)] = GC.AllocateUninitializedArray<byte>(ChunkSize);
}
