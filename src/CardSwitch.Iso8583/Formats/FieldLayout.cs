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
    internal readonly LengthKind Kind;

    /// <summary>What the wire bytes must be.</summary>
    internal readonly WireClass Class;

    /// <summary>Digits, characters or bytes at most; exactly so many when fixed.</summary>
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

    private FieldLayout(
        LengthKind kind, WireClass @class, bool joins, int maxUnits, int fixedBytes, int prefixBytes, UnitShape shape)
    {
        SlotSeed = kind == LengthKind.Fixed ? FieldSlot.SeedOf(fixedBytes, maxUnits) : 0;
        Kind = kind;
        Class = @class;
        MaxUnits = (ushort)maxUnits;
        FixedBytes = (ushort)fixedBytes;
        PrefixBytes = (byte)prefixBytes;
        RunKey = (byte)(joins ? (int)@class : (int)@class | 0x80);
        Shape = shape;
    }

    /// <summary>Wire bytes of so many units.</summary>
    internal int BytesOf(int units) => Shape switch
    {
        UnitShape.ByteEach => units,
        UnitShape.Packed => (units + 1) >> 1,
        UnitShape.Hex => units * 2,
        _ => Math.Min(units, 1) + (units >> 1),
    };

    /// <exception cref="ArgumentException">The parts of the specification do not go together.</exception>
    internal static FieldLayout Compile(FieldSpec spec)
    {
        WireClass @class = Classify(spec.Content, spec.Encoding);
        UnitShape shape = (spec.Content, spec.Encoding) switch
        {
            (ContentClass.SignedNumeric, FieldEncoding.Bcd) => UnitShape.SignedPacked,
            (_, FieldEncoding.Bcd) => UnitShape.Packed,
            (_, FieldEncoding.HexAscii) => UnitShape.Hex,
            _ => UnitShape.ByteEach,
        };
        bool joins = Joins(spec, @class);

        int max = spec.Length.Max;
        if (spec.Length.IsFixed)
        {
            int bytes = new FieldLayout(LengthKind.Fixed, @class, joins, max, 0, 0, shape).BytesOf(max);
            return new FieldLayout(LengthKind.Fixed, @class, joins, max, bytes, 0, shape);
        }

        int digits = spec.Length.PrefixDigits;
        bool ascii = spec.Prefix == PrefixEncoding.Ascii;
        LengthKind kind = !ascii ? LengthKind.BcdPrefix : digits == 2 ? LengthKind.AsciiLL : LengthKind.AsciiPrefix;
        return new FieldLayout(kind, @class, joins, max, 0, ascii ? digits : (digits + 1) / 2, shape);
    }

    private static bool Joins(FieldSpec spec, WireClass @class) => @class switch
    {
        WireClass.Any => true,
        WireClass.SignedDigits or WireClass.SignedPacked => false,
        _ when spec.Length.IsFixed => true,
        WireClass.PackedDigits => spec.Prefix == PrefixEncoding.Bcd,
        WireClass.Letters => false,
        _ => spec.Prefix == PrefixEncoding.Ascii,
    };

    internal static WireClass Classify(ContentClass content, FieldEncoding encoding)
    {
        bool digits = content is ContentClass.Numeric or ContentClass.AlphaOrNumeric;
        return encoding switch
        {
            FieldEncoding.Binary when content == ContentClass.Binary => WireClass.Any,
            FieldEncoding.HexAscii when content == ContentClass.Binary => WireClass.Hex,
            FieldEncoding.Bcd when digits => WireClass.PackedDigits,
            FieldEncoding.Bcd when content == ContentClass.Track => WireClass.Any,
            FieldEncoding.Bcd when content == ContentClass.SignedNumeric => WireClass.SignedPacked,
            FieldEncoding.Ascii => content switch
            {
                ContentClass.Numeric => WireClass.Digits,
                ContentClass.Alpha => WireClass.Letters,
                ContentClass.AlphaNumeric or ContentClass.AlphaOrNumeric => WireClass.AlphaNumeric,
                ContentClass.AlphaNumericSpecial or ContentClass.NumericSpecial => WireClass.Printable,
                ContentClass.Track => WireClass.Track,
                ContentClass.SignedNumeric => WireClass.SignedDigits,
                _ => throw Mismatch(content, encoding),
            },
            _ => throw Mismatch(content, encoding),
        };
    }

    private static ArgumentException Mismatch(ContentClass content, FieldEncoding encoding) =>
        new($"A field of content class {content} cannot be encoded as {encoding}.");
}
