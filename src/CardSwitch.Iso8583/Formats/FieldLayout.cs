using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// A field's specification compiled to what one step of the parser needs: 24 bytes, so that the 193 entries of a
/// format fill 73 cache lines, of which a message touches those of its fields.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct FieldLayout
{
    /// <summary>What is known of the <see cref="FieldSlot"/> before the message is: a fixed field's length and units.</summary>
    internal readonly ulong SlotSeed;

    /// <summary>How the length is found.</summary>
    internal LengthKind Kind { get; private init; }

    /// <summary>What the wire bytes must be, as far as runs of fields are checked; Any for a rare field.</summary>
    internal readonly WireClass Class;

    /// <summary>Digits, characters or bytes at most; exactly so many when fixed. No frame holds more than 65,535.</summary>
    internal readonly ushort MaxUnits;

    /// <summary>Wire bytes of a fixed field.</summary>
    internal readonly ushort FixedBytes;

    /// <summary>Wire bytes of the length prefix.</summary>
    internal readonly byte PrefixBytes;

    /// <summary>
    /// Equal to the class where the field may be checked in one go with a neighbour of its class: the class is the same
    /// for every byte, and the prefix digits belong to it. Else equal to no class.
    /// </summary>
    internal readonly byte RunKey;

    /// <summary>How units and wire bytes relate.</summary>
    internal readonly UnitShape Shape;

    /// <summary>The digit zero of a prefix of characters: 30 or F0.</summary>
    internal readonly byte ZeroDigit;

    /// <summary>What the wire bytes must be, of a rare field too.</summary>
    internal readonly WireClass OwnClass;

    /// <summary>How a rare field's end is found.</summary>
    internal readonly LengthRule Rule;

    /// <summary>The kind that the prefix alone has, whatever it counts; Fixed without a prefix.</summary>
    internal readonly LengthKind PrefixKind;

    internal readonly PrefixCounts Counts;

    internal readonly bool CountsItself;

    internal readonly byte Terminator;

    private FieldLayout(FieldSpec spec, WireClass @class, UnitShape shape)
    {
        FieldLength length = spec.Length;
        Rule = length.Rule;
        Terminator = length.Terminator;
        Shape = shape;
        OwnClass = @class;
        MaxUnits = (ushort)Math.Min(length.Max, ushort.MaxValue);
        if (Rule == LengthRule.Prefixed)
        {
            PrefixKind = KindOf(spec.Prefix, length.PrefixDigits);
            PrefixBytes = (byte)(spec.Prefix == PrefixEncoding.Bcd ? (length.PrefixDigits + 1) / 2 : length.PrefixDigits);
            ZeroDigit = (byte)(spec.Prefix == PrefixEncoding.Ebcdic ? 0xF0 : '0');
            Counts = spec.PrefixCounts;
            CountsItself = spec.PrefixCountsItself;
        }
        else
        {
            PrefixKind = LengthKind.Fixed;
        }
        bool rare = Rule >= LengthRule.Terminated || Counts != PrefixCounts.Units || CountsItself
            || @class >= WireClass.PackedDigitsF;
        Kind = rare ? LengthKind.Rare : PrefixKind;
        Class = rare ? WireClass.Any : @class;
        RunKey = (byte)(Joins(spec, Class) ? (int)Class : (int)Class | 0x80);
        if (Rule != LengthRule.Fixed) return;
        FixedBytes = (ushort)shape.BytesOf(length.Max);
        if (!rare) SlotSeed = FieldSlot.SeedOf(FixedBytes, MaxUnits);
    }

    /// <summary>Wire bytes of so many units.</summary>
    internal int BytesOf(int units) => Shape.BytesOf(units);

    /// <summary>Whether every value has the same number of units.</summary>
    internal bool IsFixed => Rule == LengthRule.Fixed && Kind != LengthKind.Undefined;

    /// <summary>Bytes behind the value that belong to the field: the terminator.</summary>
    internal int SuffixBytes => Rule == LengthRule.Terminated ? 1 : 0;

    /// <summary>The same where the place can be read, but is that of no data element.</summary>
    internal FieldLayout OfNoElement() => this with { Kind = LengthKind.Undefined };

    /// <exception cref="ArgumentException">The parts of the specification do not go together.</exception>
    internal static FieldLayout Compile(FieldSpec spec)
    {
        WireClass @class = WireClasses.Of(spec.Content, spec.Encoding);
        UnitShape shape = WireClasses.ShapeOf(spec.Content, spec.Encoding);
        Validate(spec, shape);
        return new FieldLayout(spec, @class, shape);
    }

    private static LengthKind KindOf(PrefixEncoding prefix, int digits) => prefix switch
    {
        PrefixEncoding.Bcd => LengthKind.BcdPrefix,
        PrefixEncoding.Hex => LengthKind.HexPrefix,
        PrefixEncoding.Binary => LengthKind.BinaryPrefix,
        _ when digits == 2 => LengthKind.TwoDigits,
        _ => LengthKind.Digits,
    };

    private static bool Joins(FieldSpec spec, WireClass @class)
    {
        bool isFixed = spec.Length.IsFixed;
        return @class switch
        {
            WireClass.Any => true,
            >= WireClass.SignedDigits => false,
            _ when isFixed => true,
            WireClass.PackedDigits => spec.Prefix == PrefixEncoding.Bcd,
            WireClass.Letters or WireClass.EbcdicLetters => false,
            >= WireClass.EbcdicDigits => spec.Prefix == PrefixEncoding.Ebcdic,
            _ => spec.Prefix == PrefixEncoding.Ascii,
        };
    }

    private static void Validate(FieldSpec spec, UnitShape shape)
    {
        FieldLength length = spec.Length;
        if (length.Max == 0) throw Unsound(spec, "its length is not set");
        if (length.IsFixed && length.Max > 9999) throw Unsound(spec, "it is longer than 9999 units");
        if (length.Rule == LengthRule.Prefixed) ValidatePrefix(spec);
        if (length.Rule == LengthRule.Terminated && !shape.IsByteEach())
        {
            throw Unsound(spec, "a terminator can end only what has one byte a unit");
        }
        if (shape == UnitShape.Zoned && (!length.IsFixed || length.Max < 2))
        {
            throw Unsound(spec, "zoned digits have a fixed length, of a sign and at least one digit");
        }
        if (spec.Padding is { IsNone: false, Fill: not (>= ' ' and <= '~') })
        {
            throw Unsound(spec, "it is padded with a character outside 20 to 7E");
        }
        if (spec.Date is { } date && (spec.Content != ContentClass.Numeric || !DateLayout.IsSound(date) || date.Length > length.Max))
        {
            throw Unsound(spec, $"'{date}' is no layout of a date in so many digits");
        }
    }

    private static void ValidatePrefix(FieldSpec spec)
    {
        int width = spec.Length.PrefixDigits;
        int widest = spec.Prefix switch { PrefixEncoding.Hex => 8, PrefixEncoding.Binary => 4, _ => 6 };
        if (width > widest) throw Unsound(spec, $"a {spec.Prefix} prefix is at most {widest} wide");
        double values = spec.Prefix switch
        {
            PrefixEncoding.Hex => Math.Pow(16, width),
            PrefixEncoding.Binary => Math.Pow(256, width),
            _ => Math.Pow(10, width),
        };
        bool counted = spec.PrefixCounts == PrefixCounts.Units && !spec.PrefixCountsItself;
        if (counted && spec.Length.Max >= values) throw Unsound(spec, "its length prefix cannot say its maximum");
    }

    private static ArgumentException Unsound(FieldSpec spec, string why) =>
        new($"The field '{spec.Name}' ({spec.Attribute}) cannot be: {why}.");
}
