using System.Buffers.Binary;

namespace CardSwitch.Iso8583;

/// <summary>Writes one element of a composite with what tells it from the others: its tag, and the length that goes with it.</summary>
internal static class SubFieldEncoder
{
    internal static WriteError Append(CompositeSpec composite, ulong key, ReadOnlySpan<byte> plain, ref PooledBytes output)
    {
        int place = composite.PlaceOf(key);
        switch (composite.Kind)
        {
            case CompositeKind.BerTlv or CompositeKind.Datasets:
                return AppendTold(composite, key, place, plain, ref output);
            case CompositeKind.Tagged when place < 0 || place >= composite.Leading:
                return AppendTagged(composite, key, place, plain, ref output);
            default:
                return place < 0
                    ? WriteError.UnknownField
                    : FieldEncoder.Append(in composite.Layouts[place], composite.Values[place], plain, ref output);
        }
    }

    // Tag and length, then the value.
    private static WriteError AppendTold(
        CompositeSpec composite, ulong key, int place, ReadOnlySpan<byte> plain, ref PooledBytes output)
    {
        var value = new PooledBytes(plain.Length);
        try
        {
            WriteError error = WriteError.None;
            if (place < 0) value.Append(plain);
            else error = FieldEncoder.Append(in composite.Layouts[place], composite.Values[place], plain, ref value);
            if (error != WriteError.None) return error;
            if (value.Length > ushort.MaxValue) return WriteError.TooLong;

            if (composite.Kind == CompositeKind.BerTlv)
            {
                output.Advance(TlvTag.Write(output.Reserve(9), (uint)key, value.Length));
            }
            else
            {
                Span<byte> head = output.Reserve(3);
                head[0] = (byte)key;
                BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)value.Length);
                output.Advance(3);
            }
            output.Append(value.Written);
            return WriteError.None;
        }
        finally
        {
            value.Dispose();
        }
    }

    private static WriteError AppendTagged(
        CompositeSpec composite, ulong key, int place, ReadOnlySpan<byte> plain, ref PooledBytes output)
    {
        FieldSpec? unknown = composite.Unknown;
        if (place < 0 && unknown is null) return WriteError.UnknownField;
        TagLayout tag = composite.Tag!;
        ref readonly FieldLayout layout = ref place >= 0 ? ref composite.Layouts[place] : ref composite.UnknownLayout;
        ValueRule rule = place >= 0 ? composite.Values[place] : ValueRule.Compile(unknown!);
        Span<byte> wire = stackalloc byte[8];
        wire = wire[..composite.TagBytes];
        if (!TagCodec.TryWrite(tag, key, wire)) return WriteError.UnknownField;
        if (!tag.AfterLength)
        {
            output.Append(wire);
            return FieldEncoder.Append(in layout, rule, plain, ref output);
        }

        // The field is written with its length before it, then the tag is put between.
        var field = new PooledBytes(plain.Length + 16);
        try
        {
            WriteError error = FieldEncoder.Append(in layout, rule, plain, ref field);
            if (error != WriteError.None) return error;
            Span<byte> prefix = output.Reserve(layout.PrefixBytes);
            int counted = plain.Length + (tag.IsCounted ? wire.Length : 0);
            if (!LengthPrefix.TryWrite(prefix, in layout, counted)) return WriteError.TooLong;
            output.Advance(prefix.Length);
            output.Append(wire);
            output.Append(field.Written[layout.PrefixBytes..]);
            return WriteError.None;
        }
        finally
        {
            field.Dispose();
        }
    }
}
