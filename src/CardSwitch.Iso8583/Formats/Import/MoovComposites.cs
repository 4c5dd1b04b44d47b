using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>Makes a field of a description with or without sub-fields.</summary>
internal sealed class MoovComposites
{
    private static readonly HashSet<string> TagKeys =
        ["length", "enc", "padding", "sort", "skipUnknownTLVTags", "storeUnknownTLVTags", "prefUnknownTLV"];

    private readonly ImportProblems problems;
    private readonly MoovFields fields;

    internal MoovComposites(ImportProblems problems)
    {
        this.problems = problems;
        fields = new MoovFields(problems);
    }

    internal MoovFields Fields => fields;

    /// <summary>The field; null, and a problem, where a format cannot say it.</summary>
    internal FieldSpec? FieldOf(MoovPlace place)
    {
        if (place.Node.Kind != SpecNodeKind.Map) return Refuse(place.Node, "a field is described by an object");
        bool isComposite = place.Node["type"]?.Text == "Composite";
        bool hasInner = place.Node["subfields"] is { Children.Count: > 0 };
        if (isComposite != hasInner)
        {
            return Refuse(place.Node, isComposite ? "a Composite without subfields has none to read" : "only a Composite has subfields");
        }
        return hasInner ? CompositeOf(place) : fields.FieldOf(place);
    }

    private FieldSpec? CompositeOf(MoovPlace place)
    {
        SpecNode node = place.Node;
        fields.CheckKeys(place);
        if (node["enc"] is { Text.Length: > 0 } enc) return Refuse(enc, "a Composite has no encoding of its own");
        if (node["padding"] is { Kind: SpecNodeKind.Map } padding && MoovNames.Today(padding["type"]?.Text ?? "") != "None")
        {
            return Refuse(padding, "a Composite has no padding");
        }
        bool hasTag = node["tag"] is { Kind: SpecNodeKind.Map }, hasBitmap = node["bitmap"] is { Kind: SpecNodeKind.Map };
        if (hasTag == hasBitmap) return Refuse(node, "a Composite has either a tag or a bitmap");
        FieldLength? length = fields.LengthOf(place, MoovNames.Binary);
        try
        {
            CompositeSpec? inner = hasBitmap ? Bitmapped(place, node["bitmap"]!) : ByTag(place, node["tag"]!);
            if (length is null || inner is null) return null;
            bool isText = CompositeCarrier.IsText(inner);
            var spec = new FieldSpec(
                MoovFields.NameOf(place), isText ? ContentClass.AlphaNumericSpecial : ContentClass.Binary, length.Value,
                isText ? FieldEncoding.Latin1 : FieldEncoding.Binary, MoovFields.PrefixOf(place).Encoding,
                Sensitivity: place.SensitivityOf("Composite"))
            {
                Composite = inner,
            };
            return fields.Sound(place, spec) ? spec : null;
        }
        catch (ArgumentException unsound)
        {
            problems.Error(node.Line, node.Path, unsound);
            return null;
        }
    }

    private CompositeSpec? Bitmapped(MoovPlace place, SpecNode bitmap)
    {
        string? encoding = fields.EncodingNameOf(bitmap, bitmap.Path);
        bool isHex = encoding == MoovNames.HexToAscii;
        bool isFixed = MoovPrefix.Table.TryGetValue(MoovNames.Today(bitmap["prefix"]?.Text ?? ""), out MoovPrefix prefix)
            && prefix.Rule == LengthRule.Fixed;
        if (encoding is null) return null;
        bool sound = bitmap["type"]?.Text == "Bitmap" && bitmap["disableAutoExpand"]?.Flag == true && isFixed
            && (isHex || encoding == MoovNames.Binary);
        if (!sound)
        {
            Refuse(bitmap, "the bitmap of a Composite is a Bitmap in Binary or HexToASCII with a Fixed prefix and disableAutoExpand");
            return null;
        }
        int bytes = bitmap["length"]?.Number is { } given and not 0 ? given : 8;
        return CompositeSpec.Bitmapped(
            bytes, isHex ? FieldEncoding.HexAscii : FieldEncoding.Binary, bitmapExtends: false, SubFields(place, key => key, inTlv: false));
    }

    private CompositeSpec? ByTag(MoovPlace place, SpecNode tag)
    {
        fields.CheckKeys(tag, TagKeys);
        string sort = tag["sort"]?.Text ?? "";
        if (sort is not ("StringsByInt" or "StringsByHex"))
        {
            Refuse(tag, "sort must be StringsByInt or StringsByHex");
            return null;
        }
        int length = tag["length"]?.Number ?? 0;
        if (tag["enc"] is not { Text.Length: > 0 })
        {
            if (length > 0) Refuse(tag, "a tag of fixed length needs an enc");
            return Positional(place, byHex: sort == "StringsByHex");
        }
        if (fields.EncodingNameOf(tag, tag.Path) is not { } encoding) return null;
        if (encoding == MoovNames.BerTag) return BerTlv(place, tag);
        return Tagged(place, tag, encoding, length);
    }

    private CompositeSpec? Positional(MoovPlace place, bool byHex)
    {
        NumberStyles style = byHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        List<SubFieldSpec> made = SubFields(place, key => key, inTlv: false);
        if (made.Find(field => !int.TryParse(field.Key, style, CultureInfo.InvariantCulture, out _)) is { } wrong)
        {
            Refuse(place.Node, $"the key {wrong.Key} cannot be sorted as {(byHex ? "StringsByHex" : "StringsByInt")}");
            return null;
        }
        return problems.Failed && made.Count == 0
            ? null
            : CompositeSpec.Positional(made.OrderBy(field => int.Parse(field.Key, style, CultureInfo.InvariantCulture)));
    }

    private CompositeSpec BerTlv(MoovPlace place, SpecNode tag)
    {
        if (tag["skipUnknownTLVTags"]?.Flag != true)
        {
            fields.Once(place, "unknown BER-TLV tags are kept, where moov refuses them without skipUnknownTLVTags");
        }
        return CompositeSpec.BerTlv(SubFields(place, key => key.ToUpperInvariant(), inTlv: true));
    }

    private CompositeSpec? Tagged(MoovPlace place, SpecNode tag, string encoding, int length)
    {
        (FieldEncoding Encoding, int Width)? layout = encoding switch
        {
            // Bytes of a tag in Binary are those of its characters.
            MoovNames.Ascii or MoovNames.Binary => (FieldEncoding.Ascii, length),
            MoovNames.Ebcdic => (FieldEncoding.Ebcdic500, length),
            MoovNames.Ebcdic1047 => (FieldEncoding.Ebcdic1047, length),
            MoovNames.Bcd or MoovNames.LeftBcd when length % 2 == 0 => (FieldEncoding.Bcd, length),
            MoovNames.AsciiToHex when length <= 4 => (FieldEncoding.Binary, length * 2),
            _ => null,
        };
        if (layout is not var (carried, width) || width is < 1 or > 8)
        {
            Refuse(tag, $"tags of {length} in {encoding} cannot be said by a format");
            return null;
        }
        string pad = tag["padding"]?["pad"]?.Text ?? "";
        bool left = MoovNames.Today(tag["padding"]?["type"]?.Text ?? "") == "Left";
        bool right = MoovNames.Today(tag["padding"]?["type"]?.Text ?? "") == "Right";
        if ((left || right) && pad.Length != 1)
        {
            Refuse(tag, "the padding of a tag is one character");
            return null;
        }
        string Full(string key)
        {
            if (carried == FieldEncoding.Binary) key = key.ToUpperInvariant();
            return left ? key.PadLeft(width, pad[0]) : right ? key.PadRight(width, pad[0]) : key;
        }
        List<SubFieldSpec> made = SubFields(place, Full, inTlv: false);
        return CompositeSpec.Tagged(new TagLayout(width, carried), made, UnknownOf(place, tag));
    }

    // Elements of unknown tag, kept as bytes behind a length of a form of their own.
    private FieldSpec? UnknownOf(MoovPlace place, SpecNode tag)
    {
        if (tag["skipUnknownTLVTags"]?.Flag != true) return null;
        string name = tag["prefUnknownTLV"]?.Text ?? MoovPrefix.BerTlv;
        if (!MoovPrefix.Table.TryGetValue(name, out MoovPrefix prefix) || prefix.Rule != LengthRule.Prefixed)
        {
            Refuse(tag, $"elements of unknown tag with the prefix {name} cannot be said by a format");
            return null;
        }
        return new FieldSpec(
            "Unknown element", ContentClass.Binary, FieldLength.UpTo(prefix.Capacity, prefix.Width), FieldEncoding.Binary,
            prefix.Encoding, Sensitivity: place.SensitivityOf("Composite"));
    }

    private List<SubFieldSpec> SubFields(MoovPlace place, Func<string, string> keyOf, bool inTlv)
    {
        var made = new List<SubFieldSpec>();
        foreach (SpecNode child in place.Node["subfields"]!.Children)
        {
            if (problems.IsFull) break;
            if (FieldOf(new MoovPlace(child, place.Field, inTlv)) is { } spec) made.Add(new(keyOf(child.Key), spec));
        }
        return made;
    }

    private FieldSpec? Refuse(SpecNode node, string why)
    {
        problems.Error(node.Line, node.Path, why);
        return null;
    }
}
