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

    /// <summary>Removes a field; of no effect on a message that lacks it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 2 to 128.</exception>
    public void Remove(int field)
    {
        if ((uint)(field - 2) > 126) ThrowNoField(field);
        stage.Remove(field);
        if (field <= 64) removed.Primary |= 1UL << field - 1;
        else removed.Secondary |= 1UL << field - 1;
    }

    /// <summary>A number of bytes that the patched message surely fits in.</summary>
    public int GetMaxLength(MessageView source) => MaxLengthOf(source.Frame);

    private int MaxLengthOf(ReadOnlySpan<byte> frame) =>
        frame.Length + stage.Format.BitmapLength + stage.End;

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

        ulong primary = ((index.Present.Primary & ~removed.Primary) | stage.Present.Primary) & ~1UL;
        ulong secondary = (index.Present.Secondary & ~removed.Secondary) | stage.Present.Secondary;
        primary |= secondary != 0 ? 1UL : 0;

        int limit = Math.Min(destination.Length, ushort.MaxValue);
        bool hasSlack = MaxLengthOf(frame) <= limit - Vector128<byte>.Count;
        if (!hasSlack && LengthOf(index, new Bitmap(primary, secondary, 0)) > limit)
        {
            written = 0;
            return false;
        }
        int bodyStart = WriteHead(frame, index, primary, secondary, destination);
        written = WriteBody(frame, index, destination, bodyStart, hasSlack);
        if (destinationIndex is not null) Fill(destinationIndex, index, new Bitmap(primary, secondary, 0), bodyStart);
        return true;
    }

    private int WriteHead(
        ReadOnlySpan<byte> frame, FieldIndex index, ulong primary, ulong secondary, Span<byte> destination)
    {
        MessageFormat format = stage.Format;
        MessageType newType = hasType ? type : index.MessageType;
        if (format.BitmapEncoding == FieldEncoding.Binary
            || primary != index.Present.Primary || secondary != index.Present.Secondary)
        {
            return MessageHead.Write(format, destination, newType, primary, secondary);
        }

        // Hexadecimal that stays is copied, for it may be in either case.
        int length = MessageHead.LengthOf(format, index.BitmapWords);
        frame[..length].CopyTo(destination);
        MessageHead.WriteType(format, destination, newType);
        return length;
    }

    // Copies the source up to each edit, then the edit itself. The caller has seen to it that the destination has room
    // for the whole, and the end of the last field is checked against the frame, before which all others end.
    private int WriteBody(ReadOnlySpan<byte> frame, FieldIndex index, Span<byte> destination, int to, bool hasSlack)
    {
        int from = MessageHead.LengthOf(stage.Format, index.BitmapWords);
        int primaryEnd = EndOfLast(index, index.Present.Primary & ~1UL, 1, from);
        int end = EndOfLast(index, index.Present.Secondary, 65, primaryEnd);
        if (end > frame.Length) ThrowNotOfFormat();

        ref byte source = ref MemoryMarshal.GetReference(frame);
        ref byte target = ref MemoryMarshal.GetReference(destination);
        to = WriteWord(index, 1, from, ref source, ref target, to, hasSlack, ref from);
        if ((stage.Present.Secondary | removed.Secondary) != 0)
        {
            to = WriteWord(index, 65, primaryEnd, ref source, ref target, to, hasSlack, ref from);
        }

        // Not to the end of the frame: what follows the last field is no part of the message.
        Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref target, to), ref Unsafe.Add(ref source, from), (uint)(end - from));
        return to + end - from;
    }

    // The edits of the fields of one bitmap; `before` is where the fields of those before it end.
    private int WriteWord(
        FieldIndex index, int first, int before, ref byte source, ref byte target, int to, bool hasSlack, ref int resume)
    {
        bool isPrimary = first == 1;
        ulong was = isPrimary ? index.Present.Primary & ~1UL : index.Present.Secondary;
        ulong set = isPrimary ? stage.Present.Primary : stage.Present.Secondary;
        ulong edits = set | (was & (isPrimary ? removed.Primary : removed.Secondary));
        int from = resume;
        for (; edits != 0; edits &= edits - 1)
        {
            ulong bit = edits & (0 - edits);
            int field = first + BitOperations.TrailingZeroCount(edits);
            int stop, next;
            if ((was & bit) != 0)
            {
                FieldSlot old = index[field];
                (stop, next) = (old.Start, old.End);
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
            int length = edit.End - edit.Start;
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

    /// <summary>Where the highest of the fields ends; bit 0 is the field <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndOfLast(FieldIndex index, ulong fields, int first, int none) =>
        fields == 0 ? none : index[first + 63 - BitOperations.LeadingZeroCount(fields)].End;

    private int LengthOf(FieldIndex source, Bitmap present)
    {
        int length = MessageHead.LengthOf(stage.Format, present.Secondary == 0 ? 1 : 2);
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            FieldSlot slot = stage.Present.Has(field) ? stage[field] : source[field];
            length += slot.End - slot.Start;
        }
        return length;
    }

    private void Fill(FieldIndex target, FieldIndex source, Bitmap present, int offset)
    {
        target.Begin(stage.Format, hasType ? type : source.MessageType, present);
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            FieldSlot slot = stage.Present.Has(field) ? stage[field] : source[field];
            slot = slot.At(offset);
            target.Set(field, slot);
            offset = slot.End;
        }
    }

    [DoesNotReturn]
    private static void ThrowNoField(int field) =>
        throw new ArgumentOutOfRangeException(nameof(field), field, "A data element is 2 to 128.");

    [DoesNotReturn]
    private static void ThrowNotOfFormat() =>
        throw new InvalidOperationException("The source is not a parsed message of the format that the patch was reset to.");
}
