namespace CardSwitch.Iso8583;

/// <summary>
/// Changes values of a parsed frame where they stand. The new value has the length of the old one, so that nothing
/// moves and the index stays right. For anything else there is <see cref="MessagePatch"/>.
/// </summary>
public static class FramePatch
{
    /// <summary>Overwrites the message type, in the frame and in the index.</summary>
    public static void SetType(Span<byte> frame, FieldIndex index, MessageType type)
    {
        ArgumentNullException.ThrowIfNull(index);
        index.MessageType = type;
        MessageHead.WriteType(index.Format!, frame[index[Field.Mti].Value..], type);
    }

    /// <summary>
    /// Overwrites a field with a plain value: one ASCII character a unit, binary elements as bytes. False, and the
    /// frame as it was, when the field is absent, has another number of units, or must not hold such characters.
    /// </summary>
    public static bool TrySet(Span<byte> frame, FieldIndex index, int field, ReadOnlySpan<byte> plain)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (field < 2 || !index.Has(field)) return false;
        FieldSlot slot = index[field];
        MessageFormat format = index.Format!;
        return format.Layouts[field].Kind != LengthKind.Undefined
            && plain.Length == slot.Units
            && PlainCheck.IsSound(format.Values[field].Class, plain)
            && IsWithin(in format.Layouts[field], plain)
            && ValueCodec.TryEncode(format.Layouts[field].Shape, plain, frame.Slice(slot.Value, slot.Length));
    }

    // By way of the plain value.
    private static bool TryEncodeDigits(UnitShape shape, Span<byte> wire, int units, long value)
    {
        Span<byte> plain = units <= 1024 ? stackalloc byte[units] : new byte[units];
        DigitValue.WriteAscii(plain, value);
        return ValueCodec.TryEncode(shape, plain, wire);
    }

    // A terminator, which a plain value of the terminated shapes would hold as such a byte on the wire.
    private static bool IsWithin(in FieldLayout layout, ReadOnlySpan<byte> plain)
    {
        if (layout.Rule != LengthRule.Terminated) return true;
        return !plain.Contains(layout.Shape == UnitShape.ByteEach ? layout.Terminator : Ebcdic.ToLatin1(layout.Shape)[layout.Terminator]);
    }

    /// <summary>
    /// Overwrites a field with a number, filled with zeros in front. False, and the frame as it was, when the field is
    /// absent or cannot hold a number, or when the number is negative or has more digits than the field.
    /// </summary>
    public static bool TrySetDigits(Span<byte> frame, FieldIndex index, int field, long value)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (field < 2 || !index.Has(field)) return false;
        FieldSlot slot = index[field];
        MessageFormat format = index.Format!;
        if (!format.Values[field].AdmitsNumbers || !DigitValue.Fits(value, slot.Units)) return false;
        Span<byte> wire = frame.Slice(slot.Value, slot.Length);
        UnitShape shape = format.Layouts[field].Shape;
        if (shape > UnitShape.Packed) return TryEncodeDigits(shape, wire, slot.Units, value);
        DigitValue.Write(shape, wire, value);
        return true;
    }
}
