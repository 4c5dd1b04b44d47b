namespace CardSwitch.Iso8583;

/// <summary>Writes one element of any kind from its plain value: padded, checked, encoded, with prefix and terminator.</summary>
internal static class FieldEncoder
{
    internal static WriteError Append(in FieldLayout layout, ValueRule rule, ReadOnlySpan<byte> plain, ref PooledBytes output)
    {
        int units = plain.Length;
        if (units > layout.MaxUnits) return WriteError.TooLong;
        if (layout.Rule == LengthRule.Fixed && units < layout.MaxUnits)
        {
            return rule.Padding.IsNone ? WriteError.TooShort : AppendPadded(in layout, rule, plain, ref output);
        }
        if (!PlainCheck.IsSound(rule.Class, plain)) return WriteError.BadContent;
        int length = layout.BytesOf(units);
        Span<byte> place = output.Reserve(layout.PrefixBytes + length + layout.SuffixBytes);
        bool tellsLength = layout.PrefixBytes != 0 && layout.Kind != LengthKind.Rare;
        if (tellsLength && !LengthPrefix.TryWrite(place[..layout.PrefixBytes], in layout, units)) return WriteError.TooLong;
        if (!ValueCodec.TryEncode(layout.Shape, plain, place.Slice(layout.PrefixBytes, length))) return WriteError.BadContent;
        if (layout.Kind == LengthKind.Rare)
        {
            var slot = new FieldSlot(0, layout.PrefixBytes, length, units);
            WriteError error = RareField.Finish(in layout, place, ref slot);
            if (error != WriteError.None) return error;
        }
        output.Advance(place.Length);
        return WriteError.None;
    }

    private static WriteError AppendPadded(
        in FieldLayout layout, ValueRule rule, ReadOnlySpan<byte> plain, ref PooledBytes output)
    {
        var full = new PooledBytes(layout.MaxUnits);
        try
        {
            rule.Padding.Apply(plain, full.Reserve(layout.MaxUnits));
            full.Advance(layout.MaxUnits);
            return Append(in layout, rule, full.Written, ref output);
        }
        finally
        {
            full.Dispose();
        }
    }
}
