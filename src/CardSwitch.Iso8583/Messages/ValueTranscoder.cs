using System.Buffers;

namespace CardSwitch.Iso8583;

/// <summary>Rewrites the value of one field in another format, with its length prefix.</summary>
internal static class ValueTranscoder
{
    /// <param name="wire">The value in the source format, without its prefix.</param>
    /// <param name="at">Where the field is to start in the destination.</param>
    /// <param name="placed">The field's place in the destination.</param>
    internal static WriteError Write(
        MessageFormat from, MessageFormat to, TranscodeStep step, int field,
        ReadOnlySpan<byte> wire, int units, Span<byte> destination, int at, out FieldSlot placed)
    {
        placed = default;
        if (step == TranscodeStep.Undefined) return WriteError.UnknownField;
        ref readonly FieldLayout layout = ref to.Layouts[field];
        if (units > layout.MaxUnits) return WriteError.TooLong;
        bool isFixed = layout.Rule == LengthRule.Fixed;
        bool pads = isFixed && units < layout.MaxUnits;
        if (pads && to.Values[field].Padding.IsNone) return WriteError.TooShort;

        int value = at + layout.PrefixBytes, newUnits = isFixed ? layout.MaxUnits : units;
        int length = layout.BytesOf(newUnits);
        if (destination.Length - value < length + layout.SuffixBytes) return WriteError.DestinationTooSmall;
        placed = new FieldSlot(at, value, length, newUnits);
        if (layout.PrefixBytes != 0) LengthPrefix.TryWrite(destination.Slice(at, layout.PrefixBytes), in layout, units);
        Span<byte> target = destination.Slice(value, length);
        WireClass @class = to.Values[field].Class;
        bool sound;
        switch (step)
        {
            case TranscodeStep.CopyValue:
                wire.CopyTo(target);
                sound = true;
                break;
            case TranscodeStep.PackValue:
                sound = PlainCheck.IsSound(@class, wire) && PackedSymbols.TryPack(wire, target);
                break;
            case TranscodeStep.UnpackValue:
                sound = PackedSymbols.Unpack(wire, target) || PlainCheck.IsSound(@class, target);
                break;
            default:
                sound = TryRecode(from.Layouts[field].Shape, wire, units, layout.Shape, to.Values[field], target, newUnits);
                break;
        }
        if (!sound) return WriteError.BadContent;
        return layout.Kind == LengthKind.Rare ? RareField.Finish(in layout, destination, ref placed) : WriteError.None;
    }

    private static bool TryRecode(
        UnitShape shape, ReadOnlySpan<byte> wire, int units,
        UnitShape newShape, ValueRule rule, Span<byte> target, int newUnits)
    {
        byte[]? rented = null;
        Span<byte> plain = newUnits <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(newUnits);
        plain = plain[..newUnits];
        bool right = rule.Padding.Side == PaddingSide.Right;
        if (newUnits > units) plain.Fill((byte)rule.Padding.Fill);
        Span<byte> filled = right ? plain[..units] : plain[(newUnits - units)..];
        bool sound = ValueCodec.TryDecode(shape, wire, units, filled)
            && PlainCheck.IsSound(rule.Class, plain)
            && ValueCodec.TryEncode(newShape, plain, target);
        if (rented is not null)
        {
            plain.Clear();
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
        return sound;
    }
}
