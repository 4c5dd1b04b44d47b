using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Values on their way into a message: checked, encoded with their length prefixes, and kept in one buffer in the order
/// in which they were set. Used again for the next message; it allocates only when a message outgrows the buffer.
/// </summary>
internal sealed partial class FieldStage
{
    // Room behind the last field for a terminator, and so that a short one may be copied by one load of 16 bytes.
    private const int TailRoom = 17;

    // A message of usual size, a card's chip data included, and some values set twice.
    private const int StartBytes = 4096;

    private readonly FieldSlot[] slots = new FieldSlot[Bitmap.MaxField + 1];
    private byte[] bytes = new byte[StartBytes];
    private MessageFormat format;
    private FieldLayout[] layouts;
    private ValueRule[] rules;
    private int lastField;

    // The bit that stands for a bitmap and for no field.
    private int announcing;

    internal FieldStage(MessageFormat format) => Use(format);

    internal MessageFormat Format => format;

    /// <summary>The fields that were set.</summary>
    internal Bitmap Present;

    /// <summary>Offset behind the last value.</summary>
    internal int End { get; private set; }

    /// <summary>Whether the buffer is the body of the message as it is: each field once, in ascending order.</summary>
    internal bool IsInOrder { get; private set; }

    internal byte[] Bytes => bytes;

    /// <summary>Where the field stands in the buffer; only for a field that was set.</summary>
    internal FieldSlot this[int field] => slots[field];

    internal void Reset(MessageFormat format)
    {
        if (!ReferenceEquals(this.format, format)) Use(format);
        Present = default;
        End = 0;
        IsInOrder = true;
        lastField = 0;
    }

    [MemberNotNull(nameof(format), nameof(layouts), nameof(rules))]
    private void Use(MessageFormat format)
    {
        this.format = format;
        layouts = format.Layouts;
        rules = format.Values;
        announcing = format.Tertiary.IsFollowing ? 65 : 0;
        End = 0;
        IsInOrder = true;
    }

    internal void Remove(int field)
    {
        Present.Clear(field);
        IsInOrder = false;
    }

    /// <summary>Copies the fields in ascending order and returns their length, at most <see cref="End"/>.</summary>
    internal int CopyBody(Span<byte> destination)
    {
        if (IsInOrder)
        {
            bytes.AsSpan(0, End).CopyTo(destination);
            return End;
        }
        int to = 0;
        for (int field = Present.NextAtOrAfter(2); field != 0; field = Present.NextAtOrAfter(field + 1))
        {
            ReadOnlySpan<byte> whole = Whole(field);
            whole.CopyTo(destination[to..]);
            to += whole.Length;
        }
        return to;
    }

    /// <summary>The field as it will stand in the message, prefix and terminator included.</summary>
    internal ReadOnlySpan<byte> Whole(int field)
    {
        FieldSlot slot = slots[field];
        return bytes.AsSpan(slot.Start, format.EndOf(field, slot) - slot.Start);
    }

    /// <summary>Sets the field that holds the bitmap of fields 129 to 192 to what it must be, or removes it.</summary>
    internal WriteStatus SetTertiary(ulong word)
    {
        int field = format.Tertiary.Field;
        if (word == 0)
        {
            Remove(field);
            return WriteStatus.Ok;
        }
        Span<byte> plain = stackalloc byte[8];
        Bitmap.WriteWord(plain, word);
        if (!Present.Has(field)) return Set(field, plain);

        // A patch may be written again and again, and needs no more room for that.
        FieldSlot slot = slots[field];
        ValueCodec.TryEncode(layouts[field].Shape, plain, bytes.AsSpan(slot.Value, slot.Length));
        return WriteStatus.Ok;
    }

    internal WriteStatus Set(int field, ReadOnlySpan<byte> plain)
    {
        if (!Knows(field)) return new WriteStatus(WriteError.UnknownField, field);
        ref readonly FieldLayout layout = ref layouts[field];
        int units = plain.Length;
        if (units > layout.MaxUnits) return new WriteStatus(WriteError.TooLong, field);
        if (layout.Rule == LengthRule.Fixed && units != layout.MaxUnits) return SetShort(field, plain);
        if (!PlainCheck.IsSound(rules[field].Class, plain)) return new WriteStatus(WriteError.BadContent, field);
        if (!TryReserve(in layout, units, out FieldSlot slot)) return new WriteStatus(WriteError.FrameTooLong, field);
        Span<byte> wire = bytes.AsSpan(slot.Value, slot.Length);
        if (layout.Shape == UnitShape.ByteEach) plain.CopyTo(wire);
        else if (!ValueCodec.TryEncode(layout.Shape, plain, wire)) return new WriteStatus(WriteError.BadContent, field);
        if (layout.Kind == LengthKind.Rare)
        {
            WriteError error = RareField.Finish(in layout, bytes, ref slot);
            if (error != WriteError.None) return new WriteStatus(error, field);
        }
        Take(field, slot);
        return WriteStatus.Ok;
    }

    internal WriteStatus SetDigits(int field, long value)
    {
        if (!Knows(field)) return new WriteStatus(WriteError.UnknownField, field);
        ref readonly FieldLayout layout = ref layouts[field];
        if (value < 0 || !rules[field].AdmitsNumbers) return new WriteStatus(WriteError.BadContent, field);
        if (!DigitValue.Fits(value, layout.MaxUnits)) return new WriteStatus(WriteError.TooLong, field);
        int units = layout.Rule == LengthRule.Fixed ? layout.MaxUnits : DigitValue.Count(value);
        if (layout.Kind == LengthKind.Rare || layout.Shape > UnitShape.Packed) return SetLongDigits(field, value, units);
        if (!TryReserve(in layout, units, out FieldSlot slot)) return new WriteStatus(WriteError.FrameTooLong, field);
        DigitValue.Write(layout.Shape, bytes.AsSpan(slot.Value, slot.Length), value);
        Take(field, slot);
        return WriteStatus.Ok;
    }

    // By way of the plain value.
    private WriteStatus SetLongDigits(int field, long value, int units)
    {
        Span<byte> plain = units <= 1024 ? stackalloc byte[units] : new byte[units];
        DigitValue.WriteAscii(plain, value);
        return Set(field, plain);
    }

    /// <summary>The same with text; of a binary element the text is its hexadecimal form.</summary>
    internal WriteStatus SetText(int field, ReadOnlySpan<char> text)
    {
        if (!Knows(field)) return new WriteStatus(WriteError.UnknownField, field);
        bool isHex = format[field]!.Content == ContentClass.Binary;
        int units = isHex ? text.Length / 2 : text.Length;
        if (units > layouts[field].MaxUnits) return new WriteStatus(WriteError.TooLong, field);
        Span<byte> plain = units <= 1024 ? stackalloc byte[units] : new byte[units];
        bool sound = isHex
            ? (text.Length & 1) == 0 && Convert.FromHexString(text, plain, out _, out _) == System.Buffers.OperationStatus.Done
            : TryFromText(text, plain);
        return sound ? Set(field, plain) : new WriteStatus(WriteError.BadContent, field);
    }

    // One Latin-1 character a unit; what the field's class admits of them is checked with the value.
    private static bool TryFromText(ReadOnlySpan<char> text, Span<byte> plain)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] > 0xFF) return false;
            plain[i] = (byte)text[i];
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Knows(int field) =>
        (uint)(field - 2) <= Bitmap.MaxField - 2 && field != announcing && layouts[field].Kind != LengthKind.Undefined;

    private WriteStatus SetShort(int field, ReadOnlySpan<byte> plain)
    {
        Padding padding = rules[field].Padding;
        if (padding.IsNone) return new WriteStatus(WriteError.TooShort, field);
        int units = layouts[field].MaxUnits;

        // The padded value stands for a moment at the far end of the buffer.
        if (!TryMakeRoom(3 * units)) return new WriteStatus(WriteError.FrameTooLong, field);
        Span<byte> full = bytes.AsSpan(bytes.Length - units);
        padding.Apply(plain, full);
        return Set(field, full);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReserve(in FieldLayout layout, int units, out FieldSlot slot)
    {
        int length = layout.BytesOf(units);
        if (bytes.Length - TailRoom - End - layout.PrefixBytes < length && !TryMakeRoom(layout.PrefixBytes + length))
        {
            slot = default;
            return false;
        }
        slot = new FieldSlot(End, End + layout.PrefixBytes, length, units);
        if (layout.PrefixBytes != 0) LengthPrefix.TryWrite(bytes.AsSpan(End, layout.PrefixBytes), in layout, units);
        return true;
    }

    private void Take(int field, FieldSlot slot)
    {
        slots[field] = slot;
        IsInOrder &= field > lastField;
        lastField = field;
        if (field <= 64) Present.Primary |= 1UL << field - 1;
        else Present.Set(field);
        End = slot.End + layouts[field].SuffixBytes;
    }

    // Slots hold offsets of 16 bits.
    private bool TryMakeRoom(int length)
    {
        int needed = End + length + TailRoom;
        if (needed > ushort.MaxValue)
        {
            DropReplaced();
            needed = End + length + TailRoom;
        }
        if (needed > ushort.MaxValue) return false;
        if (needed > bytes.Length) Array.Resize(ref bytes, Math.Min(ushort.MaxValue, Math.Max(needed, bytes.Length * 2)));
        return true;
    }

    // Of values set several times, as a field is with each element within it, only the last is needed.
    private void DropReplaced()
    {
        Span<int> starts = stackalloc int[Bitmap.MaxField], fields = stackalloc int[Bitmap.MaxField];
        int count = 0;
        for (int field = Present.NextAtOrAfter(2); field != 0; field = Present.NextAtOrAfter(field + 1))
        {
            starts[count] = slots[field].Start;
            fields[count++] = field;
        }
        starts[..count].Sort(fields[..count]);
        int to = 0;
        foreach (int field in fields[..count])
        {
            ReadOnlySpan<byte> whole = Whole(field);
            whole.CopyTo(bytes.AsSpan(to));
            slots[field] = slots[field].At(to);
            to += whole.Length;
        }
        End = to;
    }
}
