using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Finds the end of a field whose length is told in an uncommon way (<see cref="LengthKind.Rare"/>) and checks its content
/// at once. Used by the parser's walk, by its diagnosis and for the elements within a field.
/// </summary>
internal static class RareField
{
    /// <summary>The field at an offset of its container; the error, and where it is, or None.</summary>
    internal static ParseError Read(
        in FieldLayout layout, ReadOnlySpan<byte> container, int start, ParseChecks checks, out FieldSlot slot, out int at)
    {
        slot = default;
        at = start;
        int most = (checks & ParseChecks.Structure) != 0 ? layout.MaxUnits : ushort.MaxValue;
        ParseError error = Measure(in layout, container, start, most, out int length, out int units);
        int value = start + layout.PrefixBytes;
        if (error == ParseError.None && (length < 0 || container.Length - value < length)) error = ParseError.Truncated;
        if (error == ParseError.Truncated) at = container.Length;
        if (error != ParseError.None) return error;

        ReadOnlySpan<byte> wire = container.Slice(value, length);
        if (units < 0) units = layout.Shape.UnitsOf(wire, layout.MaxUnits);
        if (units < 0) return ParseError.BadLengthDigits;
        if (units > most) return ParseError.LengthOverMaximum;
        if ((checks & ParseChecks.Content) != 0)
        {
            int bad = WireCheck.FirstBad(layout.OwnClass, wire, units);
            at = value + bad;
            if (bad >= 0) return ParseError.BadContent;
        }
        slot = new FieldSlot(start, value, length, units);
        return ParseError.None;
    }

    // The value's bytes, negative when there are not enough; its units, where they are told, or -1.
    private static ParseError Measure(
        in FieldLayout layout, ReadOnlySpan<byte> container, int start, int most, out int length, out int units)
    {
        units = -1;
        length = container.Length - start - layout.PrefixBytes;
        if (length < 0) return ParseError.Truncated;
        switch (layout.Rule)
        {
            case LengthRule.Fixed:
                units = layout.MaxUnits;
                length = layout.FixedBytes;
                return ParseError.None;
            case LengthRule.Terminated:
                length = container[start..].IndexOf(layout.Terminator);
                return ParseError.None;
            case LengthRule.Rest:
                return ParseError.None;
        }
        int number = LengthPrefix.ReadNumber(
            ref MemoryMarshal.GetReference(container[start..]), in layout, layout.PrefixKind);
        if (layout.CountsItself) number -= OwnCount(in layout);
        if (number < 0 || (layout.Counts == PrefixCounts.Nibbles && (number & 1) != 0)) return ParseError.BadLengthDigits;
        if (layout.Counts == PrefixCounts.Units)
        {
            units = number;
            if (number > most) return ParseError.LengthOverMaximum;
            length = layout.BytesOf(number);
            return ParseError.None;
        }
        length = layout.Counts == PrefixCounts.Bytes ? number : number / 2;
        return length > layout.BytesOf(most) ? ParseError.LengthOverMaximum : ParseError.None;
    }

    /// <summary>
    /// Writes the prefix or the terminator around a value that stands in its place already, and sets its units to what a
    /// reader will find: of packed digits it may be one more than were written.
    /// </summary>
    internal static WriteError Finish(in FieldLayout layout, Span<byte> message, ref FieldSlot slot)
    {
        if (layout.Rule == LengthRule.Prefixed)
        {
            int number = NumberFor(in layout, slot.Units, slot.Length);
            if (!LengthPrefix.TryWrite(message[slot.Start..slot.Value], in layout, number)) return WriteError.TooLong;
        }
        if (layout.Rule == LengthRule.Rest || layout.Counts != PrefixCounts.Units)
        {
            int told = layout.Shape.UnitsOf(message[slot.Value..slot.End], layout.MaxUnits);
            slot = new FieldSlot(slot.Start, slot.Value, slot.Length, told);
        }
        if (layout.Rule != LengthRule.Terminated) return WriteError.None;
        message[slot.End] = layout.Terminator;
        return message[slot.Value..slot.End].Contains(layout.Terminator) ? WriteError.BadContent : WriteError.None;
    }

    // The number that the prefix is to say of a value of so many units and wire bytes.
    private static int NumberFor(in FieldLayout layout, int units, int bytes)
    {
        int number = layout.Counts switch
        {
            PrefixCounts.Units => units,
            PrefixCounts.Bytes => bytes,
            _ => bytes * 2,
        };
        return layout.CountsItself ? number + OwnCount(in layout) : number;
    }

    private static int OwnCount(in FieldLayout layout) =>
        layout.Counts == PrefixCounts.Nibbles ? layout.PrefixBytes * 2 : layout.PrefixBytes;
}
