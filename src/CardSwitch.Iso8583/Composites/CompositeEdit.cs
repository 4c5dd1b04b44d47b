namespace CardSwitch.Iso8583;

/// <summary>
/// Sets one element within a composite value. Everything else stays byte for byte as it was, unknown elements too; an
/// element that was not there comes where its kind wants it: behind the others where any order will do.
/// </summary>
internal static class CompositeEdit
{
    /// <summary>Appends the changed value to the output; after an error what was appended is to be forgotten.</summary>
    internal static WriteError Set(
        CompositeSpec composite, ReadOnlySpan<byte> container, ReadOnlySpan<SubFieldKey> steps, ReadOnlySpan<byte> plain,
        ref PooledBytes output)
    {
        if (!steps[0].TryGet(composite.Kind, out ulong key)) return WriteError.UnknownField;
        var walk = new SubFieldWalk(composite, container, ParseChecks.Structure);
        bool found = walk.MoveTo(key);
        if (!found && walk.Error != ParseError.None && !container.IsEmpty) return WriteError.BadContent;

        var element = new PooledBytes(plain.Length + 16);
        try
        {
            WriteError error = steps.Length == 1
                ? SubFieldEncoder.Append(composite, key, plain, ref element)
                : AppendNested(composite, key, container, in walk, found, steps, plain, ref element);
            if (error != WriteError.None) return error;
            if (found)
            {
                output.Append(container[..walk.Slot.Start]);
                output.Append(element.Written);
                output.Append(container[walk.End..]);
                return WriteError.None;
            }
            return composite.Kind is CompositeKind.Bitmapped or CompositeKind.DatasetBitmap
                ? Announce(composite, container, key, element.Written, ref output)
                : Append(composite, container, key, element.Written, ref output);
        }
        finally
        {
            element.Dispose();
        }
    }

    private static WriteError AppendNested(
        CompositeSpec composite, ulong key, ReadOnlySpan<byte> container, in SubFieldWalk walk, bool found,
        ReadOnlySpan<SubFieldKey> steps, ReadOnlySpan<byte> plain, ref PooledBytes element)
    {
        CompositeSpec? inner = composite.InnerOf(key);
        if (inner is null) return WriteError.UnknownField;
        var old = new PooledBytes(walk.Slot.Units);
        var changed = new PooledBytes(walk.Slot.Units + plain.Length + 16);
        try
        {
            if (found)
            {
                if (!SubField.Of(in walk, container).TryCopy(old.Reserve(walk.Slot.Units), out int length)) return WriteError.BadContent;
                old.Advance(length);
            }
            WriteError error = Set(inner, old.Written, steps[1..], plain, ref changed);
            return error == WriteError.None ? SubFieldEncoder.Append(composite, key, changed.Written, ref element) : error;
        }
        finally
        {
            old.Dispose();
            changed.Dispose();
        }
    }

    private static WriteError Append(
        CompositeSpec composite, ReadOnlySpan<byte> container, ulong key, ReadOnlySpan<byte> element, ref PooledBytes output)
    {
        output.Append(container);
        WriteError error = AppendMissing(composite, container, key, ref output);
        if (error == WriteError.None) output.Append(element);
        return error;
    }

    // Elements of a fixed order that must stand before this one, empty as far as their padding allows.
    private static WriteError AppendMissing(
        CompositeSpec composite, ReadOnlySpan<byte> container, ulong key, ref PooledBytes output)
    {
        int ordered = composite.Kind == CompositeKind.Positional ? composite.Fields.Count : composite.Leading;
        int place = composite.PlaceOf(key);
        int before = place >= 0 && place < ordered ? place : composite.Leading, present = 0;
        var walk = new SubFieldWalk(composite, container, ParseChecks.Structure);
        while (present < before && walk.MoveNext()) present++;
        for (; present < before; present++)
        {
            WriteError error = FieldEncoder.Append(in composite.Layouts[present], composite.Values[present], [], ref output);
            if (error != WriteError.None) return error;
        }
        return WriteError.None;
    }

    // In the order of their bits, with a bit for the new one.
    private static WriteError Announce(
        CompositeSpec composite, ReadOnlySpan<byte> container, ulong key, ReadOnlySpan<byte> element, ref PooledBytes output)
    {
        bool isTlv = key == SubFieldKey.TlvNumber;
        var walk = new SubFieldWalk(composite, container, ParseChecks.Structure);
        Bitmap announced = walk.Announced;
        if (!isTlv) announced.Set((int)key);

        Span<byte> bitmap = stackalloc byte[3 * 24];
        int length;
        if (composite.Kind == CompositeKind.Bitmapped) length = SubBitmap.Write(composite, announced, bitmap);
        else if (!SubBitmap.TryWriteDataset(announced, walk.HasTlv || isTlv, bitmap, out length)) return WriteError.UnknownField;
        output.Append(bitmap[..length]);

        // Up to the first element that comes behind this one.
        int end = walk.BodyStart;
        while (walk.MoveNext() && walk.Key < key) end = walk.End;
        output.Append(container[walk.BodyStart..end]);
        output.Append(element);
        output.Append(container[end..]);
        return WriteError.None;
    }
}
