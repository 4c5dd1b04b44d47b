using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CardSwitch.Iso8583;

/// <summary>
/// Edits of a parsed message: fields set, added and removed, and a new type. Writing the message copies the stretches
/// between the edits in one go each, so that the bytes of every other field leave exactly as they came. Made to be used
/// again: nothing is allocated after construction, unless the edits of one message exceed 4 KB.
/// </summary>
public sealed class MessagePatch
{
    private readonly FieldStage stage;
    private Bitmap removed;
    private MessageType type;
    private bool hasType;

    /// <summary>No edits yet, for messages of a format.</summary>
    public MessagePatch(MessageFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        stage = new FieldStage(format);
    }

    /// <summary>Forgets all edits; the next ones are for messages of this format.</summary>
    public void Reset(MessageFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        stage.Reset(format);
        removed = default;
        hasType = false;
    }

    /// <summary>Replaces the message type.</summary>
    public void SetType(MessageType type)
    {
        this.type = type;
        hasType = true;
    }

    /// <summary>
    /// Sets or adds a field; the last of several settings counts. The plain value has one ASCII character a unit, of a
    /// binary element it is the bytes. A value shorter than a fixed field is padded as the format says. After an error
    /// the edits are as they were.
    /// </summary>
    public WriteStatus Set(int field, ReadOnlySpan<byte> plain) => stage.Set(field, plain);

    /// <summary>
    /// Sets or adds a field with a number of 0 or more, filled with zeros in front if the field is fixed.
    /// </summary>
    public WriteStatus SetDigits(int field, long value) => stage.SetDigits(field, value);

    /// <summary>
    /// Sets or adds an element within a field of the message that is to be patched; its other elements, known or not, stay
    /// byte for byte.
    /// </summary>
    public WriteStatus Set(MessageView source, FieldPath path, ReadOnlySpan<byte> plain)
    {
        ArgumentNullException.ThrowIfNull(path);
        bool takes = !path.Steps.IsEmpty && !stage.Present.Has(path.Field) && !removed.Has(path.Field) && source.Has(path.Field);
        return takes ? stage.Set(path, plain, source.ElementOf(path.Field)) : stage.Set(path, plain);
    }

    /// <summary>Removes a field; of no effect on a message that lacks it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 2 to 192.</exception>
    public void Remove(int field)
    {
        if ((uint)(field - 2) > Bitmap.MaxField - 2) ThrowNoField(field);
        stage.Remove(field);
        removed.Set(field);
    }

    /// <summary>A number of bytes that the patched message surely fits in.</summary>
    public int GetMaxLength(MessageView source) => MaxLengthOf(source.Frame);

    private int MaxLengthOf(ReadOnlySpan<byte> frame) =>
        frame.Length + 2 * stage.Format.BitmapLength + stage.Format.Layouts[stage.Format.Tertiary.Field].FixedBytes + stage.End;

    /// <summary>
    /// Writes the patched message: the fields of the source that the index knows, with the edits. The secondary bitmap
    /// comes and goes as fields above 64 do. False when the destination is too small, or the message longer than 65,535
    /// bytes; what stands behind <paramref name="written"/> bytes of the destination may have changed. Source and
    /// destination must not overlap.
    /// </summary>
    /// <param name="destinationIndex">If given, filled with the fields of the patched message.</param>
    /// <exception cref="InvalidOperationException">The source is of another format than the edits, or not parsed.</exception>
    public bool TryWrite(
        MessageView source, Span<byte> destination, out int written, FieldIndex? destinationIndex = null)
    {
        FieldIndex index = source.Index;
        ReadOnlySpan<byte> frame = source.Frame;
        MessageFormat format = stage.Format;
        if (!ReferenceEquals(index.Format, format) || index.BitmapWords == 0) ThrowNotOfFormat();

        Bitmap present = Merge(index.Present);
        if (format.Tertiary.Field != 0)
        {
            written = 0;
            if (!stage.SetTertiary(present.Tertiary).IsOk) return false;
            removed.Set(format.Tertiary.Field);
        }
        present = MessageHead.Announce(format, present);

        int limit = Math.Min(destination.Length, ushort.MaxValue);
        bool hasSlack = MaxLengthOf(frame) <= limit - Vector128<byte>.Count;
        if (!hasSlack && LengthOf(index, present) > limit)
        {
            written = 0;
            return false;
        }
        int bodyStart = WriteHead(frame, index, present, destination);
        written = WriteBody(frame, index, destination, bodyStart, hasSlack);
        if (!format.HasPlainHead) format.Header.Finish(destination[..written], index[Field.Mti].Value);
        if (destinationIndex is not null) Fill(destinationIndex, index, present, bodyStart);
        return true;
    }

    private Bitmap Merge(in Bitmap source) => new(
        (source.Primary & ~removed.Primary) | stage.Present.Primary,
        (source.Secondary & ~removed.Secondary) | stage.Present.Secondary,
        (source.Tertiary & ~removed.Tertiary) | stage.Present.Tertiary);

    private int WriteHead(ReadOnlySpan<byte> frame, FieldIndex index, in Bitmap present, Span<byte> destination)
    {
        MessageFormat format = stage.Format;
        MessageType newType = hasType ? type : index.MessageType;
        if (format.HasPlainHead) return MessageHead.Write(format, destination, newType, present, 0);

        // The header stays; and hexadecimal that stays is copied, for it may be in either case.
        int typeAt = index[Field.Mti].Value;
        int length = present == index.Present ? MessageHead.LengthOf(index) : typeAt;
        frame[..length].CopyTo(destination);
        MessageHead.WriteType(format, destination[typeAt..], newType);
        if (present == index.Present) return length;
        return MessageHead.WriteWords(
            format, destination, index[Field.Mti].End, present, MessageHead.WordsOf(format, present));
    }

    // Copies the source up to each edit, then the edit itself. The caller has seen to it that the destination has room
    // for the whole, and the end of the last field is checked against the frame, before which all others end.
    private int WriteBody(ReadOnlySpan<byte> frame, FieldIndex index, Span<byte> destination, int to, bool hasSlack)
    {
        int from = MessageHead.LengthOf(index);
        int primaryEnd = EndOfLast(index, index.Present.Primary & ~1UL, 1, from);
        int secondaryEnd = EndOfLast(index, SecondaryOf(index), 65, primaryEnd);
        int end = EndOfLast(index, index.Present.Tertiary, 129, secondaryEnd);
        if (end > frame.Length) ThrowNotOfFormat();

        ref byte source = ref MemoryMarshal.GetReference(frame);
        ref byte target = ref MemoryMarshal.GetReference(destination);
        to = WriteWord(index, 1, from, ref source, ref target, to, hasSlack, ref from);
        if ((stage.Present.Secondary | removed.Secondary) != 0)
        {
            to = WriteWord(index, 65, primaryEnd, ref source, ref target, to, hasSlack, ref from);
        }
        if ((stage.Present.Tertiary | removed.Tertiary) != 0)
        {
            to = WriteWord(index, 129, secondaryEnd, ref source, ref target, to, hasSlack, ref from);
        }

        // Not to the end of the frame: what follows the last field is no part of the message.
        Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref target, to), ref Unsafe.Add(ref source, from), (uint)(end - from));
        return to + end - from;
    }

    // The edits of the fields of one bitmap; `before` is where the fields of those before it end.
    private int WriteWord(
        FieldIndex index, int first, int before, ref byte source, ref byte target, int to, bool hasSlack, ref int resume)
    {
        ulong was, set, gone;
        switch (first)
        {
            case 1:
                (was, set, gone) = (index.Present.Primary & ~1UL, stage.Present.Primary, removed.Primary);
                break;
            case 65:
                (was, set, gone) = (SecondaryOf(index), stage.Present.Secondary, removed.Secondary);
                break;
            default:
                (was, set, gone) = (index.Present.Tertiary, stage.Present.Tertiary, removed.Tertiary);
                break;
        }
        ulong edits = set | (was & gone);
        int from = resume;
        for (; edits != 0; edits &= edits - 1)
        {
            ulong bit = edits & (0 - edits);
            int field = first + BitOperations.TrailingZeroCount(edits);
            int stop, next;
            if ((was & bit) != 0)
            {
                FieldSlot old = index[field];
                (stop, next) = (old.Start, stage.Format.EndOf(field, old));
            }
            else
            {
                stop = next = Math.Max(from, EndOfLast(index, was & (bit - 1), first, before));
            }
            Unsafe.CopyBlockUnaligned(
                ref Unsafe.Add(ref target, to), ref Unsafe.Add(ref source, from), (uint)(stop - from));
            to += stop - from;
            from = next;
            if ((set & bit) == 0) continue;

            FieldSlot edit = stage[field];
            int length = stage.Format.EndOf(field, edit) - edit.Start;
            ref byte staged = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(stage.Bytes), edit.Start);
            ref byte place = ref Unsafe.Add(ref target, to);
            to += length;

            // The stage has room for a load of 16 bytes, the destination for the store if it has slack.
            if (hasSlack && length <= Vector128<byte>.Count) Vector128.LoadUnsafe(ref staged).StoreUnsafe(ref place);
            else Unsafe.CopyBlockUnaligned(ref place, ref staged, (uint)length);
        }
        resume = from;
        return to;
    }

    // Without the bit that stands for a bitmap and no field.
    private static ulong SecondaryOf(FieldIndex index) =>
        index.BitmapWords == 3 ? index.Present.Secondary & ~1UL : index.Present.Secondary;

    /// <summary>Where the highest of the fields ends; bit 0 is the field <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int EndOfLast(FieldIndex index, ulong fields, int first, int none)
    {
        if (fields == 0) return none;
        int last = first + 63 - BitOperations.LeadingZeroCount(fields);
        return stage.Format.EndOf(last, index[last]);
    }

    private int LengthOf(FieldIndex source, Bitmap present)
    {
        MessageFormat format = stage.Format;
        int length = source[Field.Mti].End + MessageHead.WordsOf(format, present) * format.BitmapLength;
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            if (field == 65 && format.Tertiary.IsFollowing) continue;
            FieldSlot slot = stage.Present.Has(field) ? stage[field] : source[field];
            length += format.EndOf(field, slot) - slot.Start;
        }
        return length;
    }

    private void Fill(FieldIndex target, FieldIndex source, Bitmap present, int offset)
    {
        target.Begin(stage.Format, hasType ? type : source.MessageType, present, source[Field.Mti].Value);
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            if (field == 65 && stage.Format.Tertiary.IsFollowing) continue;
            FieldSlot slot = stage.Present.Has(field) ? stage[field] : source[field];
            slot = slot.At(offset);
            target.Set(field, slot);
            offset = stage.Format.EndOf(field, slot);
        }
    }

    [DoesNotReturn]
    private static void ThrowNoField(int field) =>
        throw new ArgumentOutOfRangeException(nameof(field), field, "A data element is 2 to 192.");

    [DoesNotReturn]
    private static void ThrowNotOfFormat() =>
        throw new InvalidOperationException("The source is not a parsed message of the format that the patch was reset to.");
}
