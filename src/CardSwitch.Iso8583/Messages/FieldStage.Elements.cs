namespace CardSwitch.Iso8583;

// Elements within fields.
internal sealed partial class FieldStage
{
    /// <summary>Sets an element within a field, of which the other elements stay as they were set.</summary>
    internal WriteStatus Set(FieldPath path, ReadOnlySpan<byte> plain)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Steps.IsEmpty) return Set(path.Field, plain);
        if (!Knows(path.Field)) return new WriteStatus(WriteError.UnknownField, path.Field);
        ReadOnlySpan<byte> wire = default;
        int units = 0;
        if (Present.Has(path.Field))
        {
            FieldSlot slot = slots[path.Field];
            wire = bytes.AsSpan(slot.Value, slot.Length);
            units = slot.Units;
        }
        FieldSpec spec = format[path.Field]!;
        return Set(path, plain, new SubField(wire, units, layouts[path.Field].Shape, spec, spec.Composite));
    }

    /// <summary>The same of a field that stands elsewhere.</summary>
    internal WriteStatus Set(FieldPath path, ReadOnlySpan<byte> plain, scoped in SubField field)
    {
        if (field.Inner is null) return new WriteStatus(WriteError.UnknownField, path.Field);
        var old = new PooledBytes(field.Units);
        var changed = new PooledBytes(field.Units + plain.Length + 16);
        try
        {
            if (field.Units > 0)
            {
                if (!field.TryCopy(old.Reserve(field.Units), out int length)) return new WriteStatus(WriteError.BadContent, path.Field);
                old.Advance(length);
            }
            WriteError error = CompositeEdit.Set(field.Inner, old.Written, path.Steps, plain, ref changed);
            return error == WriteError.None ? Set(path.Field, changed.Written) : new WriteStatus(error, path.Field);
        }
        finally
        {
            old.Dispose();
            changed.Dispose();
        }
    }

    /// <summary>The same with text; of a binary element the text is its hexadecimal form.</summary>
    internal WriteStatus SetText(FieldPath path, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Steps.IsEmpty) return SetText(path.Field, text);
        bool isHex = format[path] is null or { Content: ContentClass.Binary };
        byte[] plain = new byte[isHex ? text.Length / 2 : text.Length];
        bool sound = isHex
            ? (text.Length & 1) == 0 && Convert.FromHexString(text, plain, out _, out _) == System.Buffers.OperationStatus.Done
            : TryFromText(text, plain);
        return sound ? Set(path, plain) : new WriteStatus(WriteError.BadContent, path.Field);
    }
}
