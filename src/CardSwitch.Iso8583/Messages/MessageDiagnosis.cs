using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Walks a frame field by field and check by check, and names the first thing wrong with it. For frames that the parser
/// refused, and for formats that its fast walk does not read.
/// </summary>
internal static class MessageDiagnosis
{
    /// <summary>The index then holds all fields, or those before the one at fault.</summary>
    internal static ParseStatus Walk(
        MessageFormat format, ParseChecks checks, ReadOnlySpan<byte> frame, FieldIndex index)
    {
        ParseStatus status = MessageHead.Explain(format, frame, index, out int offset);
        if (!status.IsOk) return status;

        Bitmap announced = index.Present;
        for (int field = announced.NextAtOrAfter(2); field != 0; field = announced.NextAtOrAfter(field + 1))
        {
            if (field == 65 && format.Tertiary.IsFollowing) continue;
            status = ReadField(format, checks, frame, index, field, ref offset);
            if (status.IsOk && field == format.Tertiary.Field)
            {
                FieldEncoding encoding = format[field]!.Encoding;
                status = MessageHead.ReadWord(encoding, frame, index[field].Value, field, out announced.Tertiary);
            }
            if (status.IsOk) continue;
            index.Present = announced.Below(field);
            if (index.BitmapWords == 3) index.Present.Set(65);
            return status;
        }
        index.Present = announced;
        return (checks & ParseChecks.Structure) != 0 && offset != frame.Length
            ? new ParseStatus(ParseError.TrailingBytes, 1, offset)
            : ParseStatus.Ok;
    }

    private static ParseStatus ReadField(
        MessageFormat format, ParseChecks checks, ReadOnlySpan<byte> frame, FieldIndex index, int field, ref int offset)
    {
        ref readonly FieldLayout layout = ref format.Layouts[field];
        if (layout.Kind == LengthKind.Undefined) return new ParseStatus(ParseError.UnknownField, field, offset);
        ParseError error = FieldReader.Read(in layout, frame, offset, checks, out FieldSlot slot, out int at);
        if (error != ParseError.None) return new ParseStatus(error, field, at);
        index.Set(field, slot);
        offset = slot.End + layout.SuffixBytes;
        return ParseStatus.Ok;
    }
}
