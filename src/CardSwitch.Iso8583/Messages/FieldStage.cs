using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Values on their way into a message: checked, encoded with their length prefixes, and kept in one buffer in the order
/// in which they were set. Used again for the next message; it allocates only when a message outgrows the buffer.
/// </summary>
internal sealed class FieldStage
{
    // Room behind the last field, so that a short one may be copied by one load of 16 bytes.
    private const int TailRoom = 16;

    // A message of usual size, a card's chip data included, and some values set twice.
    private const int StartBytes = 4096;

    private readonly FieldSlot[] slots = new FieldSlot[129];
    private byte[] bytes = new byte[StartBytes];
    private MessageFormat format;
    private FieldLayout[] layouts;
    private ValueRule[] rules;
    private int lastField;

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
        rules = format.Rules;
        End = 0;
        IsInOrder = true;
    }

    internal void Remove(int field)
    {
        if (field <= 64) Present.Primary &= ~(1UL << field - 1);
        else Present.Secondary &= ~(1UL << field - 1);
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
            FieldSlot slot = slots[field];
            bytes.AsSpan(slot.Start, slot.End - slot.Start).CopyTo(destination[to..]);
            to += slot.End - slot.Start;
        }
        return to;
    }

    internal WriteStatus Set(int field, ReadOnlySpan<byte> plain)
    {
        if (!Knows(field)) return new WriteStatus(WriteError.UnknownField, field);
        ref readonly FieldLayout layout = ref layouts[field];
        int units = plain.Length;
        if (units > layout.MaxUnits) return new WriteStatus(WriteError.TooLong, field);
        if (!PlainCheck.IsSound(rules[field].Class, plain)) return new WriteStatus(WriteError.BadContent, field);
        if (layout.Kind == LengthKind.Fixed && units != layout.MaxUnits) return SetShort(field, plain);
        if (!TryReserve(in layout, units, out FieldSlot slot)) return new WriteStatus(WriteError.FrameTooLong, field);
        Span<byte> wire = bytes.AsSpan(slot.Value, slot.Length);
        if (layout.Shape == UnitShape.ByteEach) plain.CopyTo(wire);
        else if (!ValueCodec.TryEncode(layout.Shape, plain, wire)) return new WriteStatus(WriteError.BadContent, field);
        Take(field, slot);
        return WriteStatus.Ok;
    }

    internal WriteStatus SetDigits(int field, long value)
    {
        if (!Knows(field)) return new WriteStatus(WriteError.UnknownField, field);
        ref readonly FieldLayout layout = ref layouts[field];
        if (value < 0 || !rules[field].AdmitsNumbers) return new WriteStatus(WriteError.BadContent, field);
        if (!DigitValue.Fits(value, layout.MaxUnits)) return new WriteStatus(WriteError.TooLong, field);
        int units = layout.Kind == LengthKind.Fixed ? layout.MaxUnits : DigitValue.Count(value);
        if (!TryReserve(in layout, units, out FieldSlot slot)) return new WriteStatus(WriteError.FrameTooLong, field);
        Span<byte> wire = bytes.AsSpan(slot.Value, slot.Length);
        if (layout.Shape == UnitShape.Packed) DigitValue.WriteBcd(wire, value);
        else DigitValue.WriteAscii(wire, value);
        Take(field, slot);
        return WriteStatus.Ok;
    }

    /// <summary>As <see cref="Set"/>; of a binary element the text is its hexadecimal form.</summary>
    internal WriteStatus SetText(int field, ReadOnlySpan<char> text)
    {
        if (!Knows(field)) return new WriteStatus(WriteError.UnknownField, field);
        bool isHex = format[field]!.Content == ContentClass.Binary;
        int units = isHex ? text.Length / 2 : text.Length;
        if (units > layouts[field].MaxUnits) return new WriteStatus(WriteError.TooLong, field);
        Span<byte> plain = units <= 1024 ? stackalloc byte[units] : new byte[units];
        bool sound = isHex
            ? (text.Length & 1) == 0 && Convert.FromHexString(text, plain, out _, out _) == System.Buffers.OperationStatus.Done
            : System.Text.Ascii.FromUtf16(text, plain, out _) == System.Buffers.OperationStatus.Done;
        return sound ? Set(field, plain) : new WriteStatus(WriteError.BadContent, field);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Knows(int field) =>
        (uint)(field - 2) <= 126 && layouts[field].Kind != LengthKind.Undefined;

    private WriteStatus SetShort(int field, ReadOnlySpan<byte> plain)
    {
        Padding padding = rules[field].Padding;
        if (padding == Padding.None) return new WriteStatus(WriteError.TooShort, field);
        int units = layouts[field].MaxUnits;

        // The padded value stands for a moment at the far end of the buffer.
        if (!TryMakeRoom(3 * units)) return new WriteStatus(WriteError.FrameTooLong, field);
        Span<byte> full = bytes.AsSpan(bytes.Length - units);
        if (padding == Padding.LeftZero)
        {
            full[..(units - plain.Length)].Fill((byte)'0');
            plain.CopyTo(full[(units - plain.Length)..]);
        }
        else
        {
            plain.CopyTo(full);
            full[plain.Length..].Fill((byte)' ');
        }
        return Set(field, full);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReserve(in FieldLayout layout, int units, out FieldSlot slot)
    {
        int value = End + layout.PrefixBytes, length = layout.BytesOf(units);
        slot = new FieldSlot(End, value, length, units);
        if (bytes.Length - TailRoom - value < length && !TryMakeRoom(layout.PrefixBytes + length)) return false;
        if (layout.PrefixBytes != 0) LengthPrefix.Write(bytes.AsSpan(End, layout.PrefixBytes), in layout, units);
        return true;
    }

    private void Take(int field, FieldSlot slot)
    {
        slots[field] = slot;
        IsInOrder &= field > lastField;
        lastField = field;
        if (field <= 64) Present.Primary |= 1UL << field - 1;
        else Present.Secondary |= 1UL << field - 1;
        End = slot.End;
    }

    // Slots hold offsets of 16 bits.
    private bool TryMakeRoom(int length)
    {
        int needed = End + length + TailRoom;
        if (needed > ushort.MaxValue) return false;
        if (needed > bytes.Length) Array.Resize(ref bytes, Math.Min(ushort.MaxValue, Math.Max(needed, bytes.Length * 2)));
        return true;
    }
}
