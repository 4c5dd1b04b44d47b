namespace CardSwitch.Iso8583;

/// <summary>
/// The elements that stand within a field's plain value (so within characters where the field is EBCDIC, and within
/// bytes where it is hexadecimal text), each of which may be composite in turn. Immutable; made by the method of its kind.
/// </summary>
public sealed class CompositeSpec
{
    /// <summary>The key of the TLV elements at the end of a <see cref="CompositeKind.DatasetBitmap"/>.</summary>
    public const string TlvKey = "tlv";

    private readonly Dictionary<ulong, int> places = [];
    private readonly ulong[] keys;

    /// <summary>What a reader needs of each known element, in their order.</summary>
    internal readonly FieldLayout[] Layouts;

    /// <summary>What a writer needs of each.</summary>
    internal readonly ValueRule[] Values;

    /// <summary>How elements of unknown tag are read.</summary>
    internal readonly FieldLayout UnknownLayout;

    private CompositeSpec(CompositeKind kind, IEnumerable<SubFieldSpec> fields, TagLayout? tag = null, FieldSpec? unknown = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Kind = kind;
        Fields = [.. fields];
        Tag = tag;
        Unknown = unknown;
        keys = new ulong[Fields.Count];
        Layouts = [.. Fields.Select(field => FieldLayout.Compile(field.Spec))];
        Values = [.. Fields.Select(field => ValueRule.Compile(field.Spec))];
        UnknownLayout = unknown is null ? default : FieldLayout.Compile(unknown);
        for (int i = 0; i < Fields.Count; i++)
        {
            if (!new SubFieldKey(Fields[i].Key).TryGet(kind, out keys[i]))
            {
                throw new ArgumentException($"'{Fields[i].Key}' is no key of a {kind} element.", nameof(fields));
            }
            if (!places.TryAdd(keys[i], i)) throw new ArgumentException($"The key '{Fields[i].Key}' comes twice.", nameof(fields));
            bool tellsTwice = (kind is CompositeKind.BerTlv or CompositeKind.Datasets || keys[i] == SubFieldKey.TlvNumber)
                && Fields[i].Spec.Length.Rule is LengthRule.Prefixed or LengthRule.Terminated;
            if (tellsTwice)
            {
                throw new ArgumentException(
                    $"The element '{Fields[i].Key}' has its length told by its tag; its own is fixed or the rest.", nameof(fields));
            }
        }
        CheckRests();
    }

    // Of elements that follow each other, only the one that can be the last may take what is left.
    private void CheckRests()
    {
        if (Kind is CompositeKind.BerTlv or CompositeKind.Datasets) return;
        for (int i = 0; i < keys.Length; i++)
        {
            bool isLast = Kind is CompositeKind.Positional or CompositeKind.Tagged ? i == keys.Length - 1 : keys[i] == keys.Max();
            if (!isLast && Fields[i].Spec.Length.Rule == LengthRule.Rest)
            {
                throw new ArgumentException($"The element '{Fields[i].Key}' takes the rest, but others follow.");
            }
        }
    }

    /// <summary>How the elements are told from each other.</summary>
    public CompositeKind Kind { get; }

    /// <summary>The known elements; of a positional composite in the order in which they stand.</summary>
    public IReadOnlyList<SubFieldSpec> Fields { get; }

    /// <summary>Tagged: how tags stand. Null for the other kinds.</summary>
    public TagLayout? Tag { get; }

    /// <summary>Tagged: how many of the first elements stand in front without tags, in their order.</summary>
    public int Leading { get; private init; }

    /// <summary>
    /// Tagged: how an element of unknown tag is read, so that it is passed over and kept; null where it is an error.
    /// Unknown BER-TLV tags and data sets are always kept.
    /// </summary>
    public FieldSpec? Unknown { get; }

    /// <summary>Bitmapped: bytes of the bitmap, 1 to 24; of an extending one, of each of its blocks.</summary>
    public int BitmapBytes { get; private init; }

    /// <summary>Bitmapped: Binary, HexAscii or HexEbcdic.</summary>
    public FieldEncoding BitmapEncoding { get; private init; }

    /// <summary>
    /// Bitmapped: whether the first bit of each block says that another follows, in place of naming an element; at most
    /// three blocks.
    /// </summary>
    public bool BitmapExtends { get; private init; }

    /// <summary>The element of a key, or null when it is not known.</summary>
    public FieldSpec? this[string key] =>
        new SubFieldKey(key).TryGet(Kind, out ulong number) && places.TryGetValue(number, out int place)
            ? Fields[place].Spec
            : null;

    /// <summary>The place among <see cref="Fields"/> of the element of this key as its kind counts, or -1.</summary>
    internal int PlaceOf(ulong key) => places.TryGetValue(key, out int place) ? place : -1;

    /// <summary>
    /// The elements within the element of a key, or null. Those of a constructed BER-TLV element of which nothing is known
    /// are read as those around it.
    /// </summary>
    internal CompositeSpec? InnerOf(ulong key)
    {
        int place = PlaceOf(key);
        if (place >= 0 && Fields[place].Spec.Composite is { } inner) return inner;
        if (place < 0 && Kind == CompositeKind.Tagged) return Unknown?.Composite;
        return Kind == CompositeKind.BerTlv && TlvTag.IsConstructed((uint)key) ? this : null;
    }

    /// <summary>The key of a known element as its kind counts.</summary>
    internal ulong KeyAt(int place) => keys[place];

    /// <summary>The key of an unknown element as a path names it.</summary>
    internal string TextOf(ulong key) => Kind switch
    {
        CompositeKind.BerTlv => TlvTag.ToText((uint)key),
        CompositeKind.Datasets => ((byte)key).ToString("X2", System.Globalization.CultureInfo.InvariantCulture),
        CompositeKind.Tagged => TagCodec.ToText(key),
        _ when key == SubFieldKey.TlvNumber => TlvKey,
        _ => key.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Tagged: bytes of a tag.</summary>
    internal int TagBytes => TagCodec.BytesOf(Tag!);

    /// <summary>Tagged, with the length before the tag: the layout of that length, the same for all elements.</summary>
    internal ref readonly FieldLayout TagPrefix
    {
        get
        {
            if (Leading < Layouts.Length) return ref Layouts[Leading];
            return ref UnknownLayout;
        }
    }

    /// <summary>Elements in a fixed order; a value may end after any of them.</summary>
    /// <exception cref="ArgumentException">A key is no number or comes twice, or there is no element.</exception>
    public static CompositeSpec Positional(params IEnumerable<SubFieldSpec> fields)
    {
        var composite = new CompositeSpec(CompositeKind.Positional, fields);
        return composite.Fields.Count > 0 ? composite : throw new ArgumentException("There is no element.", nameof(fields));
    }

    /// <summary>Elements with tags of fixed width.</summary>
    /// <param name="tag">How tags stand.</param>
    /// <param name="fields">The known elements; the key is the tag.</param>
    /// <param name="unknown">How elements of other tags are read; null if they are errors.</param>
    /// <param name="leading">How many of the first elements stand in front without tags.</param>
    /// <exception cref="ArgumentException">A tag does not fit the layout or comes twice.</exception>
    public static CompositeSpec Tagged(
        TagLayout tag, IEnumerable<SubFieldSpec> fields, FieldSpec? unknown = null, int leading = 0)
    {
        ArgumentNullException.ThrowIfNull(tag);
        bool packs = tag.Encoding is FieldEncoding.Binary or FieldEncoding.Bcd;
        bool hasEncoding = packs || tag.Encoding is FieldEncoding.Ascii or FieldEncoding.Ebcdic1047
            or FieldEncoding.Ebcdic037 or FieldEncoding.Ebcdic500;
        if (!hasEncoding || tag.Width is < 1 or > 8 || (packs && tag.Width % 2 != 0))
        {
            throw new ArgumentException($"A tag cannot have {tag.Width} symbols in {tag.Encoding}.", nameof(tag));
        }
        var composite = new CompositeSpec(CompositeKind.Tagged, fields, tag, unknown) { Leading = leading };
        if ((uint)leading > (uint)composite.Fields.Count)
        {
            throw new ArgumentException("More elements stand in front than there are.", nameof(leading));
        }
        IEnumerable<SubFieldSpec> tagged = composite.Fields.Skip(leading);
        if (tagged.FirstOrDefault(field => field.Key.Length != tag.Width) is { } wrong)
        {
            throw new ArgumentException($"The tag '{wrong.Key}' is not {tag.Width} symbols wide.", nameof(fields));
        }
        if (tagged.Select(field => field.Spec).Append(unknown).Any(spec => spec is { Length.Rule: LengthRule.Rest }))
        {
            throw new ArgumentException("A tagged element must tell its own length.", nameof(fields));
        }
        if (tag.AfterLength) composite.CheckLengthsBeforeTags();
        return composite;
    }

    // The length is read before it is known whose it is.
    private void CheckLengthsBeforeTags()
    {
        foreach (FieldSpec spec in Fields.Skip(Leading).Select(field => field.Spec).Concat(Unknown is null ? [] : [Unknown]))
        {
            FieldLayout layout = FieldLayout.Compile(spec), first = TagPrefix;
            bool alike = layout.Rule == LengthRule.Prefixed && layout.Counts == PrefixCounts.Units && !layout.CountsItself
                && layout.PrefixKind == first.PrefixKind && layout.PrefixBytes == first.PrefixBytes
                && layout.ZeroDigit == first.ZeroDigit;
            if (!alike)
            {
                throw new ArgumentException($"The length of '{spec.Name}' before its tag must be as those of the others, in units.");
            }
        }
    }

    /// <summary>BER-TLV elements; the known ones have names and formats, all others are kept as bytes.</summary>
    /// <exception cref="ArgumentException">A key is no hexadecimal BER tag of 1 to 4 bytes or comes twice.</exception>
    public static CompositeSpec BerTlv(params IEnumerable<SubFieldSpec> fields) => new(CompositeKind.BerTlv, fields);

    /// <summary>Elements announced by a bitmap of their own; bit 1 is the element 1 unless the bitmap extends.</summary>
    /// <exception cref="ArgumentException">A key is no number that the bitmap has a bit for, or comes twice.</exception>
    public static CompositeSpec Bitmapped(
        int bitmapBytes, FieldEncoding bitmapEncoding, bool bitmapExtends, params IEnumerable<SubFieldSpec> fields)
    {
        bool sound = bitmapBytes is >= 1 and <= 24 && (!bitmapExtends || bitmapBytes <= 8)
            && bitmapEncoding is FieldEncoding.Binary or FieldEncoding.HexAscii or FieldEncoding.HexEbcdic;
        if (!sound) throw new ArgumentException($"There is no bitmap of {bitmapBytes} bytes in {bitmapEncoding}.", nameof(bitmapBytes));
        var composite = new CompositeSpec(CompositeKind.Bitmapped, fields)
        {
            BitmapBytes = bitmapBytes,
            BitmapEncoding = bitmapEncoding,
            BitmapExtends = bitmapExtends,
        };
        int bits = bitmapBytes * 8;
        foreach (ulong bit in composite.places.Keys)
        {
            bool isPresence = bitmapExtends && (bit - 1) % (ulong)bits == 0;
            if (isPresence || bit == 0 || bit > (ulong)(bitmapExtends ? 3 * bits : bits))
            {
                throw new ArgumentException($"The bitmap has no bit for an element {bit}.", nameof(fields));
            }
        }
        return composite;
    }

    /// <summary>Data sets; the key is the identifier in hexadecimal, the content a composite in its turn.</summary>
    /// <exception cref="ArgumentException">A key is no byte in hexadecimal or comes twice.</exception>
    public static CompositeSpec Datasets(params IEnumerable<SubFieldSpec> fields) => new(CompositeKind.Datasets, fields);

    /// <summary>
    /// The content of a data set with a bitmap; the key is the number of the bit, from 2: bit 1 says whether the bitmap goes on.
    /// </summary>
    /// <param name="fields">The elements; the one of the key <see cref="TlvKey"/> holds the TLV elements.</param>
    /// <exception cref="ArgumentException">A key is no number of a bit, or comes twice.</exception>
    public static CompositeSpec DatasetBitmap(params IEnumerable<SubFieldSpec> fields) =>
        new(CompositeKind.DatasetBitmap, fields);
}
