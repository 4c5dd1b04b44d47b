namespace CardSwitch.Iso8583;

/// <summary>
/// Goes through the elements of one composite value in the order in which they stand, element by element, and so no
/// further than the one that is looked for. It allocates nothing, never throws on bad bytes and never reads past the end.
/// </summary>
internal ref struct SubFieldWalk
{
    private readonly CompositeSpec composite;
    private readonly ReadOnlySpan<byte> container;
    private readonly ParseChecks checks;
    private Bitmap announced;
    private int position;
    private int next;
    private bool isTlvRead;

    internal SubFieldWalk(CompositeSpec composite, ReadOnlySpan<byte> container, ParseChecks checks)
    {
        this.composite = composite;
        this.container = container;
        this.checks = checks;
        Place = -1;
        if (composite.Kind is CompositeKind.Bitmapped or CompositeKind.DatasetBitmap) ReadBitmap();
    }

    /// <summary>The element's key as its kind counts: a number, a tag, a tag's characters.</summary>
    internal ulong Key { get; private set; }

    /// <summary>Its place among the known elements, or -1.</summary>
    internal int Place { get; private set; }

    /// <summary>Where it stands; it starts with its tag.</summary>
    internal FieldSlot Slot { get; private set; }

    /// <summary>The offset behind it, its terminator included.</summary>
    internal readonly int End => next;

    /// <summary>The elements that a bitmap announces.</summary>
    internal readonly Bitmap Announced => announced;

    /// <summary>Whether the bitmap of a data set announces TLV elements at its end.</summary>
    internal bool HasTlv { get; private set; }

    /// <summary>Where the elements begin, behind a bitmap.</summary>
    internal int BodyStart { get; private set; }

    /// <summary>Why the walk ended before the end of the value; None at the end.</summary>
    internal ParseError Error { get; private set; }

    /// <summary>The first byte at fault.</summary>
    internal int ErrorAt { get; private set; }

    /// <summary>The specification of the current element, or null where it is not known.</summary>
    internal readonly FieldSpec? Spec => Place >= 0 ? composite.Fields[Place].Spec : null;

    /// <summary>How its units and bytes relate.</summary>
    internal readonly UnitShape Shape => Place >= 0 ? composite.Layouts[Place].Shape : composite.UnknownLayout.Shape;

    /// <summary>The elements within the current one, or null.</summary>
    internal readonly CompositeSpec? Inner => composite.InnerOf(Key);

    /// <summary>Its key as a path names it.</summary>
    internal readonly string KeyText => Place >= 0 ? composite.Fields[Place].Key : composite.TextOf(Key);

    internal bool MoveNext()
    {
        if (Error != ParseError.None) return false;
        Place = -1;
        switch (composite.Kind)
        {
            case CompositeKind.BerTlv:
                return NextTlv();
            case CompositeKind.Positional:
                return NextPositional();
            case CompositeKind.Tagged:
                return position < composite.Leading ? NextPositional() : NextTagged();
            case CompositeKind.Datasets:
                return NextDataset();
            default:
                return NextAnnounced();
        }
    }

    /// <summary>Goes on to the element of a key; false when there is none before the end or an error.</summary>
    internal bool MoveTo(ulong key)
    {
        if (composite.Kind == CompositeKind.BerTlv && Error == ParseError.None) SkipTo(key);
        while (MoveNext())
        {
            if (Key == key) return true;
        }
        return false;
    }

    // What stands before a tag need not be known to be passed over.
    private void SkipTo(ulong tag)
    {
        var reader = new TlvReader(container[next..]);
        int start = next;
        while (reader.Read() && reader.Tag != tag) next = start + reader.Next;
    }

    private bool NextPositional()
    {
        if (next == container.Length) return false;
        if (position == composite.Fields.Count)
        {
            return (checks & ParseChecks.Structure) == 0 ? false : Fail(ParseError.TrailingBytes, next);
        }
        Place = position++;
        Key = composite.KeyAt(Place);
        return ReadField(in composite.Layouts[Place], next, next);
    }

    private bool NextAnnounced()
    {
        position = announced.NextAtOrAfter(position + 1);
        if (position != 0)
        {
            Key = (ulong)position;
            Place = composite.PlaceOf(Key);
            return Place >= 0 ? ReadField(in composite.Layouts[Place], next, next) : Fail(ParseError.UnknownField, next);
        }
        position = Bitmap.MaxField;
        if (HasTlv && !isTlvRead)
        {
            isTlvRead = true;
            Key = SubFieldKey.TlvNumber;
            Place = composite.PlaceOf(Key);
            return ReadValue(next, next, container.Length - next);
        }
        return next < container.Length && (checks & ParseChecks.Structure) != 0 ? Fail(ParseError.TrailingBytes, next) : false;
    }

    private bool NextTlv()
    {
        var reader = new TlvReader(container[next..]);
        if (!reader.Read())
        {
            return reader.Error == ParseError.None ? false : Fail(reader.Error, next + reader.Offset);
        }
        Key = reader.Tag;
        Place = composite.PlaceOf(Key);
        return ReadValue(next + reader.Offset, next + reader.ValueOffset, reader.Next - reader.ValueOffset);
    }

    private bool NextDataset()
    {
        int start = next;
        if (start == container.Length) return false;
        if (container.Length - start < 3) return Fail(ParseError.Truncated, container.Length);
        Key = container[start];
        Place = composite.PlaceOf(Key);
        int length = container[start + 1] << 8 | container[start + 2];
        return length <= container.Length - start - 3
            ? ReadValue(start, start + 3, length)
            : Fail(ParseError.Truncated, container.Length);
    }

    private bool NextTagged()
    {
        int start = next;
        if (start == container.Length) return false;
        TagLayout tag = composite.Tag!;
        int tagBytes = composite.TagBytes, prefixBytes = tag.AfterLength ? composite.TagPrefix.PrefixBytes : 0;
        if (container.Length - start < tagBytes + prefixBytes) return Fail(ParseError.Truncated, container.Length);
        if (!TagCodec.TryRead(tag, container.Slice(start + prefixBytes, tagBytes), out ulong key))
        {
            return Fail(ParseError.BadContent, start + prefixBytes);
        }
        Key = key;
        Place = composite.PlaceOf(key);
        if (Place >= 0 && Place < composite.Leading) Place = -1;
        if (Place < 0 && composite.Unknown is null) return Fail(ParseError.UnknownField, start);
        ref readonly FieldLayout layout = ref Place >= 0 ? ref composite.Layouts[Place] : ref composite.UnknownLayout;
        return tag.AfterLength
            ? ReadLengthFirst(in layout, start, tagBytes, tag.IsCounted)
            : ReadField(in layout, start, start + tagBytes);
    }

    // Length, tag, value.
    private bool ReadLengthFirst(in FieldLayout layout, int start, int tagBytes, bool isCounted)
    {
        int number = LengthPrefix.ReadNumber(
            ref System.Runtime.InteropServices.MemoryMarshal.GetReference(container[start..]), in layout, layout.PrefixKind);
        if (isCounted) number -= tagBytes;
        if (number < 0) return Fail(ParseError.BadLengthDigits, start);
        int most = (checks & ParseChecks.Structure) != 0 ? layout.MaxUnits : ushort.MaxValue;
        if (number > most) return Fail(ParseError.LengthOverMaximum, start);
        int value = start + layout.PrefixBytes + tagBytes, length = layout.BytesOf(number);
        if (container.Length - value < length) return Fail(ParseError.Truncated, container.Length);
        if ((checks & ParseChecks.Content) != 0)
        {
            int bad = WireCheck.FirstBad(layout.OwnClass, container.Slice(value, length), number);
            if (bad >= 0) return Fail(ParseError.BadContent, value + bad);
        }
        Slot = new FieldSlot(start, value, length, number);
        next = value + length;
        return true;
    }

    // An element with its own length rule, whose tag, if any, begins before it.
    private bool ReadField(in FieldLayout layout, int start, int at)
    {
        ParseError error = FieldReader.Read(in layout, container, at, checks, out FieldSlot slot, out int bad);
        if (error != ParseError.None) return Fail(error, bad);
        Slot = new FieldSlot(start, slot.Value, slot.Length, slot.Units);
        next = slot.End + layout.SuffixBytes;
        return true;
    }

    // An element whose length its tag has told. What is known of it must fill it whole.
    private bool ReadValue(int start, int value, int length)
    {
        next = value + length;
        if (Place < 0)
        {
            Slot = new FieldSlot(start, value, length, length);
            return true;
        }
        ref readonly FieldLayout layout = ref composite.Layouts[Place];
        ParseError error = FieldReader.Read(
            in layout, container.Slice(value, length), 0, checks, out FieldSlot slot, out int bad);
        if (error == ParseError.None && slot.Length != length && (checks & ParseChecks.Structure) != 0)
        {
            (error, bad) = (ParseError.LengthOverMaximum, slot.Length);
        }
        if (error != ParseError.None) return Fail(error, value + bad);
        Slot = new FieldSlot(start, value, slot.Length, slot.Units);
        return true;
    }

    private void ReadBitmap()
    {
        bool hasTlv = false;
        ParseError error = composite.Kind == CompositeKind.Bitmapped
            ? SubBitmap.Read(composite, container, out announced, out int length, out int bad)
            : SubBitmap.ReadDataset(container, out announced, out hasTlv, out length, out bad);
        next = BodyStart = error == ParseError.None ? length : 0;
        HasTlv = hasTlv;
        if (error != ParseError.None) Fail(error, bad);
    }

    private bool Fail(ParseError error, int at)
    {
        Error = error;
        ErrorAt = at;
        return false;
    }
}
