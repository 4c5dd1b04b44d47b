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
        ArgumentOutOfRangeException.ThrowIfLessThan(field, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(field, 128);
        stage.Remove(field);
        removed.Set(field);
    }

    /// <summary>A number of bytes that the patched message surely fits in.</summary>
    public int GetMaxLength(MessageView source) =>
        source.Frame.Length + stage.Format.BitmapLength + stage.End - FieldStage.HeadRoom;

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
        MessageFormat format = stage.Format;
        if (!ReferenceEquals(index.Format, format) || index.BitmapWords == 0) ThrowNotOfFormat();

        ulong primary = (index.Present.Primary & ~removed.Primary) | stage.Present.Primary;
        ulong secondary = (index.Present.Secondary & ~removed.Secondary) | stage.Present.Secondary;
        primary = secondary == 0 ? primary & ~1UL : primary | 1;
        var present = new Bitmap(primary, secondary, 0);

        int limit = Math.Min(destination.Length, ushort.MaxValue);
        bool hasSlack = GetMaxLength(source) <= limit - Vector128<byte>.Count;
        if (!hasSlack && LengthOf(index, present) > limit)
        {
            written = 0;
            return false;
        }
        int bodyStart = WriteHead(source.Frame, index, present, destination);
        written = WriteBody(source.Frame, index, destination, bodyStart, hasSlack);
        if (destinationIndex is not null) Fill(destinationIndex, index, present, bodyStart);
        return true;
    }

    private int WriteHead(ReadOnlySpan<byte> frame, FieldIndex index, Bitmap present, Span<byte> destination)
    {
        MessageFormat format = stage.Format;
        int length;
        if (present == index.Present)
        {
            length = MessageHead.LengthOf(format, index.BitmapWords);
            frame[..length].CopyTo(destination);
            if (hasType) MessageHead.WriteType(format, destination, type);
        }
        else
        {
            length = MessageHead.Write(format, destination, hasType ? type : index.MessageType, present);
        }
        return length;
    }

    // Copies source[from..] up to each edit, then the edit itself.
    private int WriteBody(ReadOnlySpan<byte> frame, FieldIndex index, Span<byte> destination, int to, bool hasSlack)
    {
        int from = MessageHead.LengthOf(stage.Format, index.BitmapWords);
        Bitmap was = index.Present;
        ulong bits = (stage.Present.Primary | (removed.Primary & was.Primary)) & ~1UL;
        ulong nextBits = stage.Present.Secondary | (removed.Secondary & was.Secondary);
        ref byte staged = ref MemoryMarshal.GetArrayDataReference(stage.Bytes);
        for (int first = 1; ; first += 64, bits = nextBits)
        {
            for (; bits != 0; bits &= bits - 1)
            {
                int field = first + BitOperations.TrailingZeroCount(bits);
                int resume;
                int stop;
                if (was.Has(field))
                {
                    FieldSlot old = index[field];
                    (stop, resume) = (old.Start, old.End);
                }
                else
                {
                    stop = resume = EndBefore(index, field, from);
                }
                if (stop > from)
                {
                    frame[from..stop].CopyTo(destination[to..]);
                    to += stop - from;
                }
                from = resume;
                if (!stage.Present.Has(field)) continue;

                FieldSlot edit = stage[field];
                int length = edit.End - edit.Start;
                if (hasSlack && length <= Vector128<byte>.Count)
                {
                    // The stage has room for the load, the destination for the store.
                    Vector128.LoadUnsafe(ref Unsafe.Add(ref staged, edit.Start))
                        .StoreUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), to));
                }
                else
                {
                    stage.Bytes.AsSpan(edit.Start, length).CopyTo(destination[to..]);
                }
                to += length;
            }
            if (first > 1) break;
        }

        // Not to the end of the frame: what follows the last field is no part of the message.
        int end = EndBefore(index, Bitmap.MaxField + 1, from);
        frame[from..end].CopyTo(destination[to..]);
        return to + end - from;
    }

    /// <summary>Where the last field of the source that comes before a field ends; <paramref name="none"/> without one.</summary>
    private static int EndBefore(FieldIndex index, int field, int none)
    {
        Bitmap before = index.Present.Below(field);
        int last = before.Secondary != 0
            ? 128 - BitOperations.LeadingZeroCount(before.Secondary)
            : 64 - BitOperations.LeadingZeroCount(before.Primary & ~1UL);
        return last == 0 ? none : Math.Max(none, index[last].End);
    }

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
    private static void ThrowNotOfFormat() =>
        throw new InvalidOperationException("The source is not a parsed message of the format that the patch was reset to.");
}
