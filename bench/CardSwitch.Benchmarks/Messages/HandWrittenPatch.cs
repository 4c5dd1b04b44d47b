using System.Buffers.Binary;

namespace CardSwitch.Benchmarks.Messages;

/// <summary>
/// The practical limit of turning R1 into its answer: the hand-written index, then copies of the stretches between the
/// fields that change, by someone who knows that DE 11 is there and that DE 39 comes between DE 37 and DE 41.
/// </summary>
internal static class HandWrittenPatch
{
    internal static int Answer(
        ReadOnlySpan<byte> frame, int[] entries, ReadOnlySpan<byte> stan, ReadOnlySpan<byte> responseCode, Span<byte> to)
    {
        if (HandWrittenIndex.Walk(frame, entries) != frame.Length) return -1;
        int stanAt = entries[11] >> 16;
        int insertAt = (entries[37] >> 16) + (ushort)entries[37];
        "0210"u8.CopyTo(to);
        ulong bits = BinaryPrimitives.ReadUInt64BigEndian(frame[4..]);
        BinaryPrimitives.WriteUInt64BigEndian(to[4..], bits | 1UL << (64 - 39));
        frame[12..stanAt].CopyTo(to[12..]);
        stan.CopyTo(to[stanAt..]);
        frame[(stanAt + 6)..insertAt].CopyTo(to[(stanAt + 6)..]);
        responseCode.CopyTo(to[insertAt..]);
        frame[insertAt..].CopyTo(to[(insertAt + 2)..]);
        return frame.Length + 2;
    }
}
