using System.Buffers.Binary;
using System.Numerics;

namespace CardSwitch.Iso8583;

/// <summary>
/// The templates of one parser: a small table by bitmap and length. A layout gets a place only after it was seen several
/// times running among the layouts that share it, and keeps it for a good while: whoever sends ever new bitmaps costs the
/// others at most the walk, and the parser 64 times 4 KB and next to no allocation.
/// </summary>
internal sealed class FrameTemplates(MessageFormat format)
{
    private const int Places = 64;

    /// <summary>How often a layout must come, with no other in its place between, before it is taken.</summary>
    private const int Sightings = 16;

    /// <summary>How many frames must have been walked for a place before another layout may have it.</summary>
    private const int Tenure = 1 << 16;

    private readonly Place[] places = new Place[Places];
    private readonly int header = format.Header.Length;
    private readonly int bitmapAt = format.Header.Length + format.MtiLength;

    internal bool TryMatch(ReadOnlySpan<byte> frame, FieldIndex index)
    {
        if (!FrameTemplate.Admits(frame.Length - header)) return false;
        ulong key = KeyOf(frame);
        ref Place place = ref places[PlaceOf(key)];
        return place.Key == key && place.Template is { } template
            && MessageHead.TryReadSteadyType(format, frame, out index.MessageType)
            && template.TryMatch(frame, index);
    }

    /// <summary>Notes a frame that the walk found sound, and takes its layout when it is time.</summary>
    internal void Note(ReadOnlySpan<byte> frame, FieldIndex index)
    {
        if (!FrameTemplate.Admits(frame.Length - header)) return;
        ulong key = KeyOf(frame);
        ref Place place = ref places[PlaceOf(key)];
        if (++place.Walks < Tenure && place.Template is not null) return;
        if (place.Candidate != key)
        {
            place.Candidate = key;
            place.Seen = 0;
        }
        if (++place.Seen < Sightings) return;
        place.Seen = place.Walks = 0;
        place.Template ??= new FrameTemplate();
        place.Key = place.Template.TryTake(format, frame, index) ? key : 0;
    }

    // The first eight bytes of the bitmap, and the length. Two layouts with one key take turns; a wrong match is
    // impossible, since the template compares every byte that decides where a field stands.
    private ulong KeyOf(ReadOnlySpan<byte> frame) =>
        (BinaryPrimitives.ReadUInt64LittleEndian(frame[bitmapAt..])
            ^ (ulong)frame.Length * 0x9E3779B97F4A7C15) | 1;

    private static int PlaceOf(ulong key) =>
        (int)((key * 0xD6E8FEB86659FD93) >> (64 - BitOperations.Log2(Places)));

    private struct Place
    {
        internal ulong Key;
        internal FrameTemplate? Template;
        internal ulong Candidate;
        internal int Seen;
        internal int Walks;
    }
}
