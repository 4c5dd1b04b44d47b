using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CardSwitch.Iso8583;

/// <summary>
/// The layout of one frame that came again and again: of the same length, with the same bitmaps and length prefixes, a
/// frame has its fields in the same places. Those bytes are compared by vectors, the content classes are checked in the
/// same runs as the walk checks them, and the places are copied.
/// </summary>
internal sealed class FrameTemplate
{
    /// <summary>Longer frames are walked: a template holds two buffers of this size.</summary>
    internal const int MaxLength = 1024;

    private const int MaxRuns = 24;

    // What a byte must be where the mask has ones: all of bitmaps and prefixes, nothing of values.
    private readonly byte[] expected = new byte[MaxLength];
    private readonly byte[] mask = new byte[MaxLength];
    private readonly ContentRun[] runs = new ContentRun[MaxRuns];
    private readonly FieldSlot[] slots = new FieldSlot[Bitmap.MaxField + 1];
    private int length;
    private int runCount;
    private int slotCount;
    private int words;
    private Bitmap present;

    /// <summary>Whether the frame has this layout and sound content; then the index is filled, all but the type.</summary>
    internal bool TryMatch(ReadOnlySpan<byte> frame, FieldIndex index)
    {
        if (frame.Length != length || !HasLayout(frame)) return false;
        foreach (ref readonly ContentRun run in runs.AsSpan(0, runCount))
        {
            if (!WireCheck.IsSound(run.Class, frame, run.Start, run.End)) return false;
        }
        index.Present = present;
        index.BitmapWords = words;
        slots.AsSpan(0, slotCount).CopyTo(MemoryMarshal.CreateSpan(ref index.First, slotCount));
        return true;
    }

    private bool HasLayout(ReadOnlySpan<byte> frame)
    {
        ref byte bytes = ref MemoryMarshal.GetReference(frame);
        ref byte wanted = ref MemoryMarshal.GetArrayDataReference(expected);
        ref byte masked = ref MemoryMarshal.GetArrayDataReference(mask);
        var different = Difference(ref bytes, ref wanted, ref masked, (nuint)frame.Length - 32);
        for (nuint i = 0; i + 32 < (nuint)frame.Length; i += 32)
        {
            different |= Difference(ref bytes, ref wanted, ref masked, i);
        }
        return different == Vector256<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Difference(ref byte bytes, ref byte wanted, ref byte masked, nuint at) =>
        (Vector256.LoadUnsafe(ref bytes, at) ^ Vector256.LoadUnsafe(ref wanted, at)) & Vector256.LoadUnsafe(ref masked, at);

    /// <summary>Whether a template can be made of frames of this length.</summary>
    internal static bool Admits(int frameLength) =>
        frameLength is >= 32 and <= MaxLength && Vector256.IsHardwareAccelerated;

    /// <summary>Takes the layout of a frame that the walk has found sound; false when it has too many runs.</summary>
    internal bool TryTake(MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index)
    {
        length = 0;
        present = index.Present;
        words = index.BitmapWords;
        runCount = 0;
        mask.AsSpan().Clear();
        frame.CopyTo(expected);

        int body = MessageHead.LengthOf(format, words);
        mask.AsSpan(format.MtiLength, body - format.MtiLength).Fill(0xFF);
        slots[0] = index.First;
        if (words == 2) slots[1] = index[1];
        slotCount = 1;
        var run = new ContentRun(WireClass.Any, body, body);
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            FieldSlot slot = index[field];
            ref readonly FieldLayout layout = ref format.Layouts[field];
            mask.AsSpan(slot.Start, slot.Value - slot.Start).Fill(0xFF);
            slots[field] = slot;
            slotCount = field + 1;
            if (layout.RunKey == (byte)run.Class)
            {
                run = run with { End = slot.End };
                continue;
            }
            if (!TryAdd(run)) return false;
            run = new ContentRun(layout.Class, slot.Value, slot.End);
        }
        if (!TryAdd(run)) return false;
        length = frame.Length;
        return true;
    }

    private bool TryAdd(ContentRun run)
    {
        if (run.Class == WireClass.Any || run.Start == run.End) return true;
        if (runCount == MaxRuns) return false;
        runs[runCount++] = run;
        return true;
    }

    private readonly record struct ContentRun(WireClass Class, int Start, int End);
}
