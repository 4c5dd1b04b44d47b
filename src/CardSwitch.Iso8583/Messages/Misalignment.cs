namespace CardSwitch.Iso8583;

/// <summary>
/// Finds where a frame that cannot be read probably left its format: the place from which on everything fits, with all
/// checks and up to the last byte, if only it begins some bytes later or earlier. For people, at leisure.
/// </summary>
internal static class Misalignment
{
    /// <summary>The farthest that is tried: a field with a wrong prefix, or a short one too many, is within it.</summary>
    internal const int MostShift = 16;

    /// <summary>The smallest shift that makes the rest fit; null for a sound frame, and when no shift does.</summary>
    internal static MisalignmentHint? Find(MessageFormat format, ReadOnlySpan<byte> frame)
    {
        ArgumentNullException.ThrowIfNull(format);
        var index = new FieldIndex { Format = format };
        if (MessageDiagnosis.Walk(format, ParseChecks.All, frame, index).IsOk) return null;
        if (!MessageHead.Explain(format, frame, index, out int body).IsOk) return FindHead(format, frame, index);

        List<(int Field, int Next, int End)> places = PlacesOf(format, frame, index.Present, body, out Bitmap present);
        for (int distance = 1; distance <= MostShift; distance++)
        {
            if (FindShift(format, frame, present, places, distance) is { } later) return later;
            if (FindShift(format, frame, present, places, -distance) is { } earlier) return earlier;
        }
        return null;
    }

    private static MisalignmentHint? FindHead(MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index)
    {
        for (int shift = 1; shift <= MostShift && shift < frame.Length; shift++)
        {
            if (MessageDiagnosis.Walk(format, ParseChecks.All, frame[shift..], index).IsOk) return new MisalignmentHint(0, 0, shift);
        }
        return null;
    }

    // The ends of the bitmaps and of each field before the one at fault, with the field that comes behind; of the faulty
    // one too if only its content is wrong. The bitmap may gain a third word on the way.
    private static List<(int Field, int Next, int End)> PlacesOf(
        MessageFormat format, ReadOnlySpan<byte> frame, Bitmap announced, int body, out Bitmap present)
    {
        present = announced;
        int field = Next(format, present, 1), offset = body;
        List<(int Field, int Next, int End)> places = [(1, field, offset)];
        while (field != 0)
        {
            bool isSound = TryPass(format, frame, ParseChecks.All, field, ref offset, ref present);
            if (!isSound && !TryPass(format, frame, ParseChecks.Structure, field, ref offset, ref present)) break;
            int next = Next(format, present, field);
            places.Add((field, next, offset));
            if (!isSound) break;
            field = next;
        }
        return places;
    }

    private static MisalignmentHint? FindShift(
        MessageFormat format, ReadOnlySpan<byte> frame, Bitmap present, List<(int Field, int Next, int End)> places, int shift)
    {
        (int Field, int Next, int End)? first = null, last = null;
        foreach (var place in places)
        {
            if (!Fits(format, frame, present, place.Next, place.End + shift)) continue;
            first ??= place;
            last = place;
        }
        if (last is null) return null;
        return new MisalignmentHint(first!.Value.Field, last.Value.Next == 0 ? MisalignmentHint.End : last.Value.Next, shift);
    }

    private static bool Fits(MessageFormat format, ReadOnlySpan<byte> frame, Bitmap present, int field, int offset)
    {
        if (offset < 0 || offset > frame.Length) return false;
        for (; field != 0; field = Next(format, present, field))
        {
            if (!TryPass(format, frame, ParseChecks.All, field, ref offset, ref present)) return false;
        }
        return offset == frame.Length;
    }

    private static int Next(MessageFormat format, in Bitmap present, int field)
    {
        int next = present.NextAtOrAfter(field + 1);
        return next == 65 && format.Tertiary.IsFollowing ? present.NextAtOrAfter(66) : next;
    }

    private static bool TryPass(
        MessageFormat format, ReadOnlySpan<byte> frame, ParseChecks checks, int field, ref int offset, ref Bitmap present)
    {
        ref readonly FieldLayout layout = ref format.Layouts[field];
        if (layout.Kind == LengthKind.Undefined) return false;
        if (FieldReader.Read(in layout, frame, offset, checks, out FieldSlot slot, out _) != ParseError.None) return false;
        int end = slot.End + layout.SuffixBytes;
        if (field == format.Tertiary.Field
            && !MessageHead.ReadWord(format[field]!.Encoding, frame, slot.Value, field, out present.Tertiary).IsOk)
        {
            return false;
        }
        offset = end;
        return true;
    }
}
