using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Walks a frame that the parser refused, field by field and check by check, and names the first thing wrong with it.
/// The index then holds the fields before that one.
/// </summary>
internal static class MessageDiagnosis
{
    internal static ParseStatus Explain(
        MessageFormat format, ParseChecks checks, ReadOnlySpan<byte> frame, FieldIndex index)
    {
        ParseStatus status = MessageHead.Explain(format, frame, index, out int offset);
        if (!status.IsOk) return status;

        Bitmap announced = index.Present;
        for (int field = announced.NextAtOrAfter(2); field != 0; field = announced.NextAtOrAfter(field + 1))
        {
            status = ReadField(format, checks, frame, index, field, ref offset);
            if (status.IsOk) continue;
            index.Present = announced.Below(field);
            return status;
        }
        if ((checks & ParseChecks.Structure) != 0 && offset != frame.Length)
        {
            return new ParseStatus(ParseError.TrailingBytes, 1, offset);
        }
        throw new UnreachableException("The parser refused a frame in which the diagnosis finds nothing wrong.");
    }

    private static ParseStatus ReadField(
        MessageFormat format, ParseChecks checks, ReadOnlySpan<byte> frame, FieldIndex index, int field, ref int offset)
    {
        ref readonly FieldLayout layout = ref format.Layouts[field];
        if (layout.Kind == LengthKind.Undefined) return new ParseStatus(ParseError.UnknownField, field, offset);

        int start = offset, units = layout.MaxUnits;
        if (layout.Kind != LengthKind.Fixed)
        {
            if (frame.Length - start < layout.PrefixBytes) return Truncated(field, frame);
            units = LengthPrefix.Read(ref MemoryMarshal.GetReference(frame[start..]), in layout);
            if (units < 0) return new ParseStatus(ParseError.BadLengthDigits, field, start);
            int most = (checks & ParseChecks.Structure) != 0 ? layout.MaxUnits : short.MaxValue;
            if (units > most) return new ParseStatus(ParseError.LengthOverMaximum, field, start);
        }

        int value = start + layout.PrefixBytes, length = layout.BytesOf(units);
        if (frame.Length - value < length) return Truncated(field, frame);
        if ((checks & ParseChecks.Content) != 0)
        {
            int bad = WireCheck.FirstBad(layout.Class, frame.Slice(value, length));
            if (bad >= 0) return new ParseStatus(ParseError.BadContent, field, value + bad);
        }
        index.Set(field, new FieldSlot(start, value, length, units));
        offset = value + length;
        return ParseStatus.Ok;
    }

    private static ParseStatus Truncated(int field, ReadOnlySpan<byte> frame) =>
        new(ParseError.Truncated, field, frame.Length);
}
