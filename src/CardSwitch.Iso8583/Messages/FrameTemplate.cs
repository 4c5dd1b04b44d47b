using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CardSwitch.Iso8583;

/// <summary>
/// The layout of one frame that came again and again: of the same length, with the same bitmaps and length prefixes, a
/// frame has its fields in the same places. One pass of vectors proves that, and the content of every field whose class
/// is a range of bytes; the other classes are checked in runs, as the walk does.
/// </summary>
internal sealed class FrameTemplate
{
    /// <summary>Longer frames are walked: a template holds two buffers of this size.</summary>
    internal const int MaxLength = 1024;

    private const int MaxRuns = 24;

    // What each byte must be: lowest to lowest + span. Of bitmaps and prefixes the span is 0, of binary values 255.
    private readonly byte[] lowest = new byte[MaxLength];
    private readonly byte[] spans = new byte[MaxLength];
    private readonly ContentRun[] runs = new ContentRun[MaxRuns];
    private FieldSlot[] slots = [];
    private int length;
    private int runCount;
    private int words;
    private Bitmap present;

    /// <summary>Whether the frame has this layout and sound content; then the index is filled, all but the type.</summary>
    internal bool TryMatch(ReadOnlySpan<byte> frame, FieldIndex index)
    {
        if (frame.Length != length || !IsWithinSpans(frame)) return false;
        foreach (ref readonly ContentRun run in runs.AsSpan(0, runCount))
        {
            if (!WireCheck.IsSound(run.Class, frame, run.Start, run.End)) return false;
        }
        index.Present = present;
        index.BitmapWords = words;
        index.Borrow(slots);
        return true;
    }

    private bool IsWithinSpans(ReadOnlySpan<byte> frame)
    {
        ref byte bytes = ref MemoryMarshal.GetReference(frame);
        ref byte least = ref MemoryMarshal.GetArrayDataReference(lowest);
        ref byte span = ref MemoryMarshal.GetArrayDataReference(spans);
        nuint last = (nuint)frame.Length - 32;
        var excess = Excess(ref bytes, ref least, ref span, last);
        for (nuint i = 0; i < last; i += 32) excess |= Excess(ref bytes, ref least, ref span, i);
        return excess == Vector256<byte>.Zero;
    }

    // Not zero where byte - lowest is above the span, as unsigned numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Excess(ref byte bytes, ref byte least, ref byte span, nuint at)
    {
        var most = Vector256.LoadUnsafe(ref span, at);
        return Vector256.Max(Vector256.LoadUnsafe(ref bytes, at) - Vector256.LoadUnsafe(ref least, at), most) ^ most;
    }

    /// <summary>Whether a template can be made of frames of this length.</summary>
    internal static bool Admits(int frameLength) =>
        frameLength is >= 32 and <= MaxLength && Vector256.IsHardwareAccelerated;

    /// <summary>Takes the layout of a frame that the walk has found sound; false when it has too many runs.</summary>
    internal bool TryTake(MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index)
    {
        length = 0;
        runCount = 0;
        present = index.Present;
        words = index.BitmapWords;
        if (frame.Length > MaxLength || !IsSteady(format)) return false;

        // A new table each time: an index may still show the old one.
        slots = new FieldSlot[Bitmap.MaxField + 1];
        slots[0] = index[0];
        if (words >= 2) slots[1] = index[1];
        if (words == 3) slots[65] = index[65];
        int body = MessageHead.LengthOf(index);
        FieldSlot type = index[0];
        Expect(0, type.End, 0, byte.MaxValue);
        if (format.Header.Kind == HeaderKind.Exact) Fix(frame, 0, type.Value);
        if (format.Header.Kind == HeaderKind.Tpdu) Fix(frame, 0, 1);
        Fix(frame, type.End, body);
        var run = new ContentRun(WireClass.Any, body, body);
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            if (field == 65 && words == 3) continue;
            FieldSlot slot = index[field];
            ref readonly FieldLayout layout = ref format.Layouts[field];
            slots[field] = slot;
            Fix(frame, slot.Start, slot.Value);
            if (TryExpect(layout.OwnClass, slot))
            {
                if (!TryAdd(run)) return false;
                run = new ContentRun(WireClass.Any, slot.End, slot.End);
            }
            else if (layout.Kind != LengthKind.Rare && layout.RunKey == (byte)run.Class)
            {
                run = run with { End = slot.End };
            }
            else
            {
                if (!TryAdd(run)) return false;
                run = new ContentRun(layout.OwnClass, slot.Value, slot.End);
            }
        }
        if (!TryAdd(run)) return false;
        length = frame.Length;
        return true;
    }

    // Whether the bytes that a template compares decide where every field ends and how many units it has.
    private bool IsSteady(MessageFormat format)
    {
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            ref readonly FieldLayout layout = ref format.Layouts[field];
            bool depends = layout.Rule == LengthRule.Terminated
                || layout.OwnClass is WireClass.PackedDigitsF or WireClass.PackedDigitsLeftF
                || (layout.Kind == LengthKind.Rare && layout.Shape is UnitShape.PackedF or UnitShape.PackedLeftF);
            if (depends) return false;
        }
        return true;
    }

    // Classes that are one range of bytes, or one for the sign and one for the digits.
    private bool TryExpect(WireClass @class, FieldSlot slot)
    {
        switch (@class)
        {
            case WireClass.Any:
                Expect(slot.Value, slot.End, 0, byte.MaxValue);
                return true;
            case WireClass.Digits:
                Expect(slot.Value, slot.End, (byte)'0', (byte)'9');
                return true;
            case WireClass.Printable:
                Expect(slot.Value, slot.End, (byte)' ', (byte)'~');
                return true;
            case WireClass.EbcdicDigits:
                Expect(slot.Value, slot.End, 0xF0, 0xF9);
                return true;
            case WireClass.EbcdicPrintable:
                Expect(slot.Value, slot.End, 0x40, 0xFE);
                return true;
            case WireClass.EbcdicSigned when slot.Length > 0:
                Expect(slot.Value, slot.Value + 1, 0xC3, 0xC4);
                Expect(slot.Value + 1, slot.End, 0xF0, 0xF9);
                return true;
            case WireClass.SignedDigits when slot.Length > 0:
                Expect(slot.Value, slot.Value + 1, (byte)'C', (byte)'D');
                Expect(slot.Value + 1, slot.End, (byte)'0', (byte)'9');
                return true;
            default:
                Expect(slot.Value, slot.End, 0, byte.MaxValue);
                return false;
        }
    }

    private void Fix(ReadOnlySpan<byte> frame, int start, int end)
    {
        frame[start..end].CopyTo(lowest.AsSpan(start));
        spans.AsSpan(start, end - start).Clear();
    }

    private void Expect(int start, int end, byte least, byte most)
    {
        lowest.AsSpan(start, end - start).Fill(least);
        spans.AsSpan(start, end - start).Fill((byte)(most - least));
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
