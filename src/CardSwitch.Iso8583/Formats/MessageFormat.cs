namespace CardSwitch.Iso8583;

/// <summary>
/// A message format: the encoding of message type and bitmap, and one <see cref="FieldSpec"/> for each data element.
/// Immutable, compiled once into flat tables, and shared by all threads.
/// </summary>
public sealed class MessageFormat
{
    private readonly FieldSpec?[] specs = new FieldSpec?[Bitmap.MaxField + 1];

    /// <summary>What the parser reads of each field, by field number; an undefined field has the kind Undefined.</summary>
    internal readonly FieldLayout[] Layouts = new FieldLayout[Bitmap.MaxField + 1];

    /// <summary>What a writer must know of each field besides its layout, by field number.</summary>
    internal readonly ValueRule[] Rules = new ValueRule[Bitmap.MaxField + 1];

    internal MessageFormat(string name, IReadOnlyDictionary<int, DataElement> elements, Dialect dialect)
        : this(name, dialect.Numbers, dialect.Bitmap)
    {
        foreach (var (number, element) in elements) Define(number, dialect.Carry(element));
    }

    private MessageFormat(string name, FieldEncoding mtiEncoding, FieldEncoding bitmapEncoding)
    {
        Name = name;
        MtiEncoding = mtiEncoding;
        BitmapEncoding = bitmapEncoding;
        specs[0] = new FieldSpec(
            "Message type identifier", ContentClass.Numeric, FieldLength.Fixed(4), mtiEncoding);
        specs[1] = new FieldSpec(
            "Bit map, secondary", ContentClass.Binary, FieldLength.Fixed(8), bitmapEncoding);
        Layouts[1] = FieldLayout.Compile(specs[1]!);
    }

    /// <summary>The name by which files and commands know the format.</summary>
    public string Name { get; }

    /// <summary>Encoding of the message type: <see cref="FieldEncoding.Ascii"/> (4 bytes) or Bcd (2 bytes).</summary>
    public FieldEncoding MtiEncoding { get; }

    /// <summary>Encoding of the bitmaps: <see cref="FieldEncoding.Binary"/> (8 bytes each) or HexAscii (16).</summary>
    public FieldEncoding BitmapEncoding { get; }

    /// <summary>Bytes of the message type on the wire.</summary>
    internal int MtiLength => MtiEncoding == FieldEncoding.Bcd ? 2 : 4;

    /// <summary>Bytes of one bitmap of 64 bits on the wire.</summary>
    internal int BitmapLength => BitmapEncoding == FieldEncoding.HexAscii ? 16 : 8;

    /// <summary>The element's specification, or null where the format does not define it. 0 is the MTI.</summary>
    public FieldSpec? this[int field] => (uint)field < (uint)specs.Length ? specs[field] : null;

    /// <summary>The numbers of the data elements that the format defines, in order, from 2 up.</summary>
    public IEnumerable<int> Fields => Enumerable.Range(2, Bitmap.MaxField - 1).Where(n => specs[n] is not null);

    /// <summary>A copy of this format in which one data element is defined differently, or is added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 2 to 128.</exception>
    /// <exception cref="ArgumentException">The parts of the specification do not go together.</exception>
    public MessageFormat With(int field, FieldSpec spec) => Change(Name, field, spec);

    /// <summary>A copy of this format that does not know the data element.</summary>
    public MessageFormat Without(int field) => Change(Name, field, null);

    /// <summary>A copy of this format under another name.</summary>
    public MessageFormat Named(string name) => Change(name, 0, null);

    public override string ToString() => Name;

    private MessageFormat Change(string name, int field, FieldSpec? spec)
    {
        var copy = new MessageFormat(name, MtiEncoding, BitmapEncoding);
        foreach (int number in Fields)
        {
            if (number != field) copy.Define(number, specs[number]!);
        }
        if (spec is not null) copy.Define(field, spec);
        return copy;
    }

    private void Define(int field, FieldSpec spec)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(field, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(field, 128);
        specs[field] = spec;
        Layouts[field] = FieldLayout.Compile(spec);
        Rules[field] = ValueRule.Compile(spec);
    }
}
