using System.Numerics;
using CardSwitch.Iso8583;

namespace CardSwitch.Journal;

/// <summary>
/// A message as it may be kept: without track, PIN, MAC and security data (<see cref="MessageFormat.Unkept"/>), and of the
/// chip data without what stands for a track or a PIN (<see cref="ChipImage"/>). It is a valid message of the same format:
/// every other field stands in it byte for byte. Private fields stay, though a network may keep secrets in them, for a
/// stored advice is sent again from its image.
/// </summary>
internal static class JournalImage
{
    /// <summary>A number of bytes that the image surely fits in.</summary>
    internal static int MaxLength(MessageView message) => message.Frame.Length;

    /// <summary>
    /// Writes the image: what stands between the fields left out is copied in one go each. False, and nothing written, when
    /// the message was not parsed to its end, or the destination is shorter than <see cref="MaxLength"/>.
    /// </summary>
    internal static bool TryWrite(MessageView message, Span<byte> destination, out int written)
    {
        FieldIndex index = message.Index;
        ReadOnlySpan<byte> frame = message.Frame;
        written = 0;
        if (index.BitmapWords == 0 || destination.Length < frame.Length) return false;

        // What follows the last field is no part of the message.
        MessageFormat format = message.Format;
        int end = EndOf(format, index);
        if (end > frame.Length) return false;
        Bitmap unkept = format.Unkept;
        ulong primary = index.Present.Primary & unkept.Primary, secondary = index.Present.Secondary & unkept.Secondary;
        if ((index.Present.Tertiary & unkept.Tertiary) != 0) return TryWriteRare(message, destination, out written);
        if (index.Has(Field.IccData) && !ChipImage.IsClean(message)) primary |= 1UL << (Field.IccData - 1);
        if ((primary | secondary) != 0) return TryWriteParts(frame[..end], index, primary, secondary, destination, out written);
        frame[..end].CopyTo(destination);
        Finish(format, index, destination[..end]);
        written = end;
        return true;
    }

    // The head is written last: whether anything of the chip data is left is known by then only.
    private static bool TryWriteParts(
        ReadOnlySpan<byte> frame, FieldIndex index, ulong primary, ulong secondary, Span<byte> destination, out int written)
    {
        MessageFormat format = index.Format!;
        Bitmap present = index.Present;
        present.Primary &= ~primary;
        present.Secondary &= ~secondary;
        present = MessageHead.Announce(format, present);
        int words = MessageHead.WordsOf(format, present), headEnd = index[Field.Mti].End;
        int from = MessageHead.LengthOf(index), to = headEnd + words * format.BitmapLength;
        written = 0;
        for (; primary != 0; primary &= primary - 1)
        {
            int field = BitOperations.TrailingZeroCount(primary) + 1;
            if (!TryCopyUpTo(format, frame, index, field, destination, ref from, ref to)) return false;
            if (field != Field.IccData) continue;
            int length = ChipImage.WriteField(new MessageView(frame, index), destination[to..]);
            if (length != 0) present.Primary |= 1UL << (Field.IccData - 1);
            to += length;
        }
        for (; secondary != 0; secondary &= secondary - 1)
        {
            int field = BitOperations.TrailingZeroCount(secondary) + 65;
            if (!TryCopyUpTo(format, frame, index, field, destination, ref from, ref to)) return false;
        }
        frame[from..].CopyTo(destination[to..]);
        written = to + frame.Length - from;
        frame[..headEnd].CopyTo(destination);
        MessageHead.WriteWords(format, destination, headEnd, present, words);
        Finish(format, index, destination[..written]);
        return true;
    }

    // Copies what stands before a field and goes on behind it.
    private static bool TryCopyUpTo(
        MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index, int field, Span<byte> destination, ref int from, ref int to)
    {
        FieldSlot slot = index[field];
        int next = format.EndOf(field, slot);
        if (slot.Start < from || next > frame.Length) return false;
        frame[from..slot.Start].CopyTo(destination[to..]);
        to += slot.Start - from;
        from = next;
        return true;
    }

    private static void Finish(MessageFormat format, FieldIndex index, Span<byte> image)
    {
        if (!format.HasPlainHead) format.Header.Finish(image, index[Field.Mti].Value);
    }

    private static int EndOf(MessageFormat format, FieldIndex index)
    {
        Bitmap present = index.Present;
        ulong secondary = index.BitmapWords == 3 ? present.Secondary & ~1UL : present.Secondary;
        int last = present.Tertiary != 0 ? 192 - BitOperations.LeadingZeroCount(present.Tertiary)
            : secondary != 0 ? 128 - BitOperations.LeadingZeroCount(secondary)
            : 64 - BitOperations.LeadingZeroCount(present.Primary & ~1UL);
        return last == 0 ? MessageHead.LengthOf(index) : format.EndOf(last, index[last]);
    }

    // Secret fields above 128, which no edition has: a network's own. The bitmap that tells of them may be a field itself.
    private static bool TryWriteRare(MessageView message, Span<byte> destination, out int written)
    {
        Bitmap present = message.Index.Present, unkept = message.Format.Unkept;
        var patch = new MessagePatch(message.Format);
        for (int field = unkept.NextAtOrAfter(2); field != 0; field = unkept.NextAtOrAfter(field + 1))
        {
            if (present.Has(field)) patch.Remove(field);
        }
        patch.Remove(Field.IccData);
        return patch.TryWrite(message, destination, out written);
    }
}
