namespace CardSwitch.Iso8583;

/// <summary>
/// A message format: header, encoding of message type and bitmaps, and one <see cref="FieldSpec"/> for each data element.
/// Immutable, compiled once into flat tables, and shared by all threads.
/// </summary>
public sealed class MessageFormat
{
    private bool hasTerminators;
    private readonly FieldSpec?[] specs = new FieldSpec?[Bitmap.MaxField + 1];

    /// <summary>What the parser reads of each field, by field number; an undefined field has the kind Undefined.</summary>
    internal readonly FieldLayout[] Layouts = new FieldLayout[Bitmap.MaxField + 1];

    /// <summary>What a writer must know of each field besides its layout, by field number.</summary>
    internal readonly ValueRule[] Values = new ValueRule[Bitmap.MaxField + 1];

    internal MessageFormat(string name, IReadOnlyDictionary<int, DataElement> elements, Dialect dialect)
        : this(name, dialect.Mti, dialect.Bitmap)
    {
        foreach (var (number, element) in elements) Define(number, dialect.Carry(element));
        Seal();
    }

    private MessageFormat(string name, FieldEncoding mtiEncoding, FieldEncoding bitmapEncoding)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        MtiEncoding = mtiEncoding;
        BitmapEncoding = bitmapEncoding;
        MtiLength = mtiEncoding switch
        {
            FieldEncoding.Bcd => 2,
            FieldEncoding.Ascii or FieldEncoding.Ebcdic1047 or FieldEncoding.Ebcdic037 or FieldEncoding.Ebcdic500 => 4,
            _ => throw new ArgumentException($"A message type cannot be encoded as {mtiEncoding}.", nameof(mtiEncoding)),
        };
        BitmapLength = bitmapEncoding switch
        {
            FieldEncoding.Binary => 8,
            FieldEncoding.HexAscii or FieldEncoding.HexEbcdic => 16,
            _ => throw new ArgumentException($"A bitmap cannot be encoded as {bitmapEncoding}.", nameof(bitmapEncoding)),
        };
        specs[0] = new FieldSpec(
            "Message type identifier", ContentClass.Numeric, FieldLength.Fixed(4), mtiEncoding);
        specs[1] = new FieldSpec(
            "Bit map, secondary", ContentClass.Binary, FieldLength.Fixed(8), bitmapEncoding);
        Layouts[1] = FieldLayout.Compile(specs[1]!);
    }

    /// <summary>A format without fields: those are added by <see cref="With(int, FieldSpec)"/>.</summary>
    /// <param name="name">The name by which files and commands know it.</param>
    /// <param name="mtiEncoding">Ascii, Bcd or one of the Ebcdic.</param>
    /// <param name="bitmapEncoding">Binary, HexAscii or HexEbcdic.</param>
    /// <exception cref="ArgumentException">Type or bitmaps cannot be encoded so.</exception>
    public static MessageFormat Empty(string name, FieldEncoding mtiEncoding, FieldEncoding bitmapEncoding) =>
        new MessageFormat(name, mtiEncoding, bitmapEncoding).Seal();

    /// <summary>The name by which files and commands know the format.</summary>
    public string Name { get; private init; }

    /// <summary>What stands before the message type.</summary>
    public HeaderSpec Header { get; private init; } = HeaderSpec.None;

    /// <summary>Encoding of the message type: Ascii or Ebcdic (4 bytes), or Bcd (2 bytes).</summary>
    public FieldEncoding MtiEncoding { get; }

    /// <summary>Encoding of the bitmaps: Binary (8 bytes each), HexAscii or HexEbcdic (16).</summary>
    public FieldEncoding BitmapEncoding { get; }

    /// <summary>Where the bitmap of fields 129 to 192 stands, if any.</summary>
    public TertiaryBitmap Tertiary { get; private init; }

    /// <summary>Which fields which messages must have. Looked at on request only.</summary>
    public IReadOnlyList<MessageRule> Rules { get; private init; } = [];

    /// <summary>Bytes of the message type on the wire.</summary>
    internal int MtiLength { get; }

    /// <summary>Bytes of one bitmap of 64 bits on the wire.</summary>
    internal int BitmapLength { get; }

    /// <summary>Whether a message begins with its type in ASCII or BCD and a bitmap in bytes.</summary>
    internal bool HasPlainHead { get; private set; }

    /// <summary>Whether length and bitmaps decide where the fields begin and which there are.</summary>
    internal bool HasSteadyHead => Header.IsFixed && Tertiary.Field == 0;

    /// <summary>
    /// Fields that must not be kept once a transaction is authorised: those marked as PIN, track, key or MAC, and those which
    /// every edition gives that meaning, whatever a table calls them. Chip data (DE 55) are not among them: they hold both.
    /// </summary>
    internal Bitmap Unkept { get; private set; }

    /// <summary>Bytes of a header as it is written; 0 where there is none.</summary>
    internal int HeaderLength { get; private set; }

    /// <summary>The highest field number that a message can have.</summary>
    internal int MaxField => Tertiary == TertiaryBitmap.None ? 128 : Bitmap.MaxField;

    /// <summary>The element's specification, or null where the format does not define it. 0 is the MTI.</summary>
    public FieldSpec? this[int field] => (uint)field < (uint)specs.Length ? specs[field] : null;

    /// <summary>
    /// The specification of a field or of an element within it; null where the format does not know it, as it need not know
    /// every BER-TLV tag.
    /// </summary>
    public FieldSpec? this[FieldPath path]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(path);
            FieldSpec? spec = this[path.Field];
            CompositeSpec? inner = spec?.Composite;
            foreach (SubFieldKey step in path.Steps)
            {
                if (inner is null || !step.TryGet(inner.Kind, out ulong key)) return null;
                int place = inner.PlaceOf(key);
                spec = place >= 0 ? inner.Fields[place].Spec : inner.Unknown;
                inner = inner.InnerOf(key);
            }
            return spec;
        }
    }

    /// <summary>The numbers of the data elements that the format defines, in order, from 2 up.</summary>
    public IEnumerable<int> Fields => Enumerable.Range(2, Bitmap.MaxField - 1).Where(n => specs[n] is not null);

    /// <summary>A copy of this format in which one data element is defined differently, or is added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 2 to 128, or 192 where there is a tertiary bitmap.</exception>
    /// <exception cref="ArgumentException">The parts of the specification do not go together.</exception>
    public MessageFormat With(int field, FieldSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return With([new(field, spec)]);
    }

    /// <summary>A copy of this format with so many data elements defined anew; null removes one.</summary>
    /// <inheritdoc cref="With(int, FieldSpec)"/>
    public MessageFormat With(IEnumerable<KeyValuePair<int, FieldSpec?>> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        MessageFormat copy = Copy(Name, MtiEncoding, BitmapEncoding, Header, Tertiary, Rules);
        foreach (var (field, spec) in changes)
        {
            if (spec is null) copy.Remove(field);
            else copy.Define(field, spec);
        }
        return copy.Seal();
    }

    /// <summary>A copy of this format that does not know the data element.</summary>
    public MessageFormat Without(int field) => With([new(field, null)]);

    /// <summary>A copy of this format under another name.</summary>
    public MessageFormat Named(string name) => Copy(name, MtiEncoding, BitmapEncoding, Header, Tertiary, Rules).Seal();

    /// <summary>A copy of this format with another header.</summary>
    public MessageFormat WithHeader(HeaderSpec header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Copy(Name, MtiEncoding, BitmapEncoding, header, Tertiary, Rules).Seal();
    }

    /// <summary>
    /// A copy of this format with message type and bitmaps encoded otherwise. Where a tertiary bitmap follows the
    /// secondary one, field 65 is no data element and leaves the table; where it is in a field, that one is defined.
    /// </summary>
    /// <exception cref="ArgumentException">Type or bitmaps cannot be encoded so, or fields above 128 have lost their bitmap.</exception>
    public MessageFormat WithHead(FieldEncoding mtiEncoding, FieldEncoding bitmapEncoding, TertiaryBitmap tertiary = default)
    {
        MessageFormat copy = Copy(Name, mtiEncoding, bitmapEncoding, Header, tertiary, Rules);
        if (tertiary.IsFollowing) copy.Remove(65);
        if (tertiary.Field != 0)
        {
            copy.Define(tertiary.Field, new FieldSpec(
                "Bit map, tertiary", ContentClass.Binary, FieldLength.Fixed(8),
                bitmapEncoding));
        }
        return copy.Seal();
    }

    /// <summary>A copy of this format with other rules for the presence of fields.</summary>
    public MessageFormat WithRules(IEnumerable<MessageRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Copy(Name, MtiEncoding, BitmapEncoding, Header, Tertiary, [.. rules]).Seal();
    }

    public override string ToString() => Name;

    private MessageFormat Copy(
        string name, FieldEncoding mti, FieldEncoding bitmap, HeaderSpec header, TertiaryBitmap tertiary,
        IReadOnlyList<MessageRule> rules)
    {
        var copy = new MessageFormat(name, mti, bitmap) { Header = header, Tertiary = tertiary, Rules = rules };
        foreach (int number in Fields)
        {
            copy.specs[number] = specs[number];
            copy.Layouts[number] = Layouts[number];
            copy.Values[number] = Values[number];
        }
        return copy;
    }

    /// <summary>The offset behind a field, its terminator included.</summary>
    internal int EndOf(int field, FieldSlot slot) => hasTerminators ? slot.End + Layouts[field].SuffixBytes : slot.End;

    private void Remove(int field)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(field, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(field, Bitmap.MaxField);
        specs[field] = null;
        Layouts[field] = default;
        Values[field] = default;
    }

    private void Define(int field, FieldSpec spec)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(field, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(field, MaxField);
        specs[field] = spec;
        Layouts[field] = FieldLayout.Compile(spec);
        Values[field] = ValueRule.Compile(spec);
    }

    // What holds between the parts rather than for each.
    private MessageFormat Seal()
    {
        int highest = Fields.LastOrDefault();
        if (highest > MaxField)
        {
            throw new ArgumentException($"{Name}: there is no bitmap for field {highest}.");
        }
        if (Tertiary.IsFollowing && specs[65] is not null)
        {
            throw new ArgumentException($"{Name}: bit 65 announces the tertiary bitmap and is no data element.");
        }
        bool holdsBitmap = Tertiary.Field == 0
            || specs[Tertiary.Field] is { Content: ContentClass.Binary, Length: { IsFixed: true, Max: 8 } };
        if (!holdsBitmap)
        {
            throw new ArgumentException($"{Name}: field {Tertiary.Field} is to hold the tertiary bitmap, b 8.");
        }
        foreach (int field in Fields)
        {
            if (specs[field]!.Length.Rule == LengthRule.Rest && field != highest)
            {
                throw new ArgumentException($"{Name}: field {field} takes the rest of the message, but {highest} may follow.");
            }
        }
        Unkept = FindUnkept();
        HeaderLength = Header.Length;
        hasTerminators = Fields.Any(field => specs[field]!.Length.Rule == LengthRule.Terminated);
        if (Tertiary.IsFollowing) Layouts[65] = Layouts[1].OfNoElement();
        HasPlainHead = Header.Kind == HeaderKind.None && BitmapEncoding == FieldEncoding.Binary
            && MtiEncoding is (FieldEncoding.Ascii or FieldEncoding.Bcd);
        return this;
    }

    private Bitmap FindUnkept()
    {
        var unkept = new Bitmap();
        ReadOnlySpan<int> always =
        [
            Field.Track2, Field.Track3, Field.Track1, Field.PinData, Field.SecurityControl, Field.Mac,
            Field.MessageSecurityCode, Field.Mac2,
        ];
        foreach (int field in always) unkept.Set(field);
        foreach (int field in Fields)
        {
            if (specs[field]!.Sensitivity is Sensitivity.Track or Sensitivity.Pin or Sensitivity.KeyOrMac) unkept.Set(field);
        }
        unkept.Clear(Field.IccData);
        if (Tertiary.Field != 0) unkept.Clear(Tertiary.Field);
        return unkept;
    }
}
