namespace CardSwitch.Station.Decoding;

/// <summary>The segments of one direction of a connection, to be put in order when all are known.</summary>
internal sealed class TcpDirection(TcpSegment first)
{
    private readonly List<(long Place, int At, int Length)> pieces = [];

    // The last segment's number, and its place in a stream that may be longer than the numbers go.
    private uint sequence = first.Sequence;
    private long place;

    /// <summary>Whether the segment opens another connection than this, between the same ends.</summary>
    internal bool IsLeftBy(TcpSegment segment) => segment.Opens && !(first.Opens && segment.Sequence == first.Sequence);

    internal void Add(TcpSegment segment)
    {
        // Numbers wrap around; whatever is less than half of them ahead is later, the rest earlier.
        place += (int)(segment.Sequence - sequence);
        sequence = segment.Sequence;
        if (segment.Length > 0) pieces.Add((place, segment.At, segment.Length));
    }

    /// <summary>The stretches, with the offset in the capture at which each begins.</summary>
    internal IEnumerable<(int At, TcpStretch Stretch)> Stretches(ReadOnlyMemory<byte> capture)
    {
        pieces.Sort();
        var parts = new List<ReadOnlyMemory<byte>>();
        long next = 0;
        int begin = 0;
        foreach (var (start, at, length) in pieces)
        {
            if (parts.Count > 0 && start > next)
            {
                yield return (begin, Join(parts));
                parts.Clear();
            }
            if (parts.Count == 0) (next, begin) = (start, at);
            int known = (int)Math.Min(next - start, length);
            if (known == length) continue;
            parts.Add(capture.Slice(at + known, length - known));
            next = start + length;
        }
        if (parts.Count > 0) yield return (begin, Join(parts));
    }

    private TcpStretch Join(List<ReadOnlyMemory<byte>> parts)
    {
        ReadOnlyMemory<byte> whole = parts[0];
        if (parts.Count > 1)
        {
            var bytes = new byte[parts.Sum(part => part.Length)];
            int at = 0;
            foreach (ReadOnlyMemory<byte> part in parts)
            {
                part.CopyTo(bytes.AsMemory(at));
                at += part.Length;
            }
            whole = bytes;
        }
        return new TcpStretch(first.Flow.Sender, first.Flow.Receiver, whole);
    }
}
