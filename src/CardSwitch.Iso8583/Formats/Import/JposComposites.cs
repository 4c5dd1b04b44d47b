using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>Makes a field with what stands in it: the packagers that an <c>isofieldpackager</c> names.</summary>
internal sealed class JposComposites
{
    private const string BerHex = "BERTLVAsciiHexPackager";
    private const string BerEbcdicHex = "BERTLVEbcdicHexPackager";

    private static readonly string[] Known =
    [
        "GenericSubFieldPackager", "Base1SubFieldPackager", "GenericTaggedFieldsPackager", "TaggedSequencePackager",
        "BinaryHexTaggedSequencePackager", "EuroSubFieldPackager", "MasterCardEBCDICSubFieldPackager", "DatasetPackager",
        "ICCDataPackager", "BERTLVBinaryPackager", BerHex, BerEbcdicHex,
    ];

    private static readonly Dictionary<string, string> Refusals = new()
    {
        ["GenericPackager"] = "a whole message stands in the field",
        ["GenericValidatingPackager"] = "a whole message stands in the field",
        ["X92GenericPackager"] = "a whole message stands in the field",
        ["GICCSubFieldPackager"] = "whether a filler is there depends on the first byte",
        ["CTCSubFieldPackager"] = "its groups are known to its own code alone",
        ["CTCSubElementPackager"] = "its groups are known to its own code alone",
        ["FSDPackager"] = "its elements are separated as another file says",
        ["XMLPackager"] = "it is XML text",
        ["XML2003Packager"] = "it is XML text",
        ["LogPackager"] = "it is XML text",
        ["NativePackager"] = "it is a Java object",
        ["DummyPackager"] = "it packs nothing",
        ["PackagerWrapper"] = "it wraps another that its own code chooses",
    };

    private readonly ImportProblems problems;
    private readonly JposFields fields;
    private readonly JposElements elements;
    private readonly JposTagged tagged;

    internal JposComposites(ImportProblems problems)
    {
        this.problems = problems;
        fields = new JposFields(problems);
        elements = new JposElements(problems, fields);
        tagged = new JposTagged(problems, this);
    }

    /// <summary>The elements within a message or a field; see <see cref="JposElements.Read"/>.</summary>
    internal List<JposElement> Elements(XmlSpecNode container, JposPlace? place) => elements.Read(container, place);

    /// <summary>The field of an element whose class has no tag; null, and a problem, where a format cannot say it.</summary>
    internal FieldSpec? FieldOf(JposElement element, JposPlace place)
    {
        if (element.Kind.Tag is null && !element.Kind.IsTagToken) return BodyOf(element, place);
        problems.Error(
            element.Node.Line, place.Path,
            $"{JposFields.ShortName(element.Node)} begins with a tag, and stands in no packager that goes by such tags");
        return null;
    }

    /// <summary>The same without regard to a tag.</summary>
    internal FieldSpec? BodyOf(JposElement element, JposPlace place)
    {
        FieldSpec? outer = fields.FieldOf(element.Node, element.Kind, place);
        if (!JposElements.IsPackager(element.Node)) return outer;
        string packager = JposFields.ShortName(element.Node, "packager");
        CompositeSpec? inner = Within(element.Node, packager, place);
        if (outer is null || inner is null) return null;
        string why;
        FieldSpec? whole = packager is BerHex or BerEbcdicHex
            ? CompositeCarrier.CarryHex(outer, inner, packager == BerEbcdicHex, out why)
            : CompositeCarrier.Carry(outer, inner, out why);
        if (whole is null) problems.Error(element.Node.Line, place.Path, $"its elements cannot stand in it: {why}");
        return whole is not null && fields.Sound(element.Node, place, whole) ? whole : null;
    }

    private CompositeSpec? Within(XmlSpecNode node, string packager, JposPlace place)
    {
        List<JposElement> inner = Elements(node, place);
        if (node.Number("headerLength") > 0 || node.Number("thirdBitmapField") is not null)
        {
            problems.Error(node.Line, place.Path, "headerLength and thirdBitmapField are for whole messages only");
        }
        try
        {
            switch (packager)
            {
                case "GenericSubFieldPackager":
                    return node["emitBitmap"] is null || node.IsTrue("emitBitmap")
                        ? Bitmapped(node, inner, node.Number("bitmapField") ?? 1, place)
                        : Positional(node, inner, place);
                case "Base1SubFieldPackager":
                    return Bitmapped(node, inner, bitmapField: 0, place);
                case "ICCDataPackager" or "BERTLVBinaryPackager" or BerHex or BerEbcdicHex:
                    return BerTlv(inner, place);
                case "DatasetPackager":
                    return Datasets(node, inner, place);
                case "EuroSubFieldPackager":
                    return tagged.ByNumber(node, inner, FieldEncoding.Ascii, place);
                case "MasterCardEBCDICSubFieldPackager":
                    return tagged.ByNumber(node, inner, FieldEncoding.Ebcdic1047, place);
                case "GenericTaggedFieldsPackager":
                    return tagged.ByMapper(node, inner, place);
                case "TaggedSequencePackager":
                    return tagged.Sequence(node, inner, FieldEncoding.Ascii, place);
                case "BinaryHexTaggedSequencePackager":
                    return tagged.Sequence(node, inner, FieldEncoding.Binary, place);
            }
        }
        catch (ArgumentException unsound)
        {
            problems.Error(node.Line, place.Path, unsound);
            return null;
        }
        problems.Error(node.Line, place.Path, WhyNot(node["packager"] ?? "", packager));
        return null;
    }

    private static string WhyNot(string full, string name)
    {
        if (full.Length == 0) return "the attribute packager is missing";
        return Refusals.TryGetValue(name, out string? why)
            ? $"the packager {name} cannot be said by a format: {why}"
            : $"unknown packager {full}{NearestName.Hint(name, Known)}";
    }

    /// <summary>The elements with their fields under keys; those with a problem are left out once it is told.</summary>
    internal List<SubFieldSpec> SubFields(IEnumerable<JposElement> inner, JposPlace place)
    {
        var made = new List<SubFieldSpec>();
        foreach (JposElement element in inner)
        {
            if (!element.IsNothing && FieldOf(element, place.Inner(element.Key)) is { } spec) made.Add(new(element.Key, spec));
        }
        return made;
    }

    private CompositeSpec? Positional(XmlSpecNode node, List<JposElement> inner, JposPlace place)
    {
        JposElement? zero = inner.Find(element => element.Id == 0), one = inner.Find(element => element.Id == 1);
        int first = node.Number("firstField")
            ?? (one?.Kind.IsBitmap == true ? 2 : zero is { IsNothing: false } ? 1 : 0);
        foreach (JposElement unread in inner.Where(element => element.Id < first && !element.IsNothing))
        {
            problems.Warn(unread.Node.Line, place.Inner(unread.Key).Path, $"is never read: the first element is {first}");
        }
        List<SubFieldSpec> made = SubFields(inner.Where(element => element.Id >= first), place);
        if (made.SkipLast(1).FirstOrDefault(field => field.Spec.Length.Rule == LengthRule.Rest) is { } early)
        {
            problems.Error(node.Line, place.Inner(early.Key).Path, "takes the rest of the field, and is not the last element");
        }
        return problems.Failed && made.Count == 0 ? null : CompositeSpec.Positional(made);
    }

    private CompositeSpec? Bitmapped(XmlSpecNode node, List<JposElement> inner, int bitmapField, JposPlace place)
    {
        if (inner.Find(element => element.Id == bitmapField) is not { Kind.IsBitmap: true } bitmap)
        {
            problems.Error(
                node.Line, place.Path,
                $"the element {bitmapField} is to be the bitmap, and is none; elements without one have emitBitmap=\"false\"");
            return null;
        }
        int? length = bitmap.Node.Number("length");
        if (bitmap.Kind.Data == JposData.PlainBitmap) length = 8;
        if (length is not (>= 1 and <= 8 or 16 or 24))
        {
            problems.Error(bitmap.Node.Line, place.Inner(bitmap.Key).Path, "a bitmap has 1 to 8, 16 or 24 bytes");
            return null;
        }
        IEnumerable<JposElement> announced = inner.Where(element => element != bitmap);
        foreach (JposElement early in announced.Where(element => element.Id == 0 && !element.IsNothing))
        {
            problems.Error(early.Node.Line, place.Inner("0").Path, "no bit of the bitmap stands for it");
        }
        List<SubFieldSpec> made = SubFields(announced.Where(element => element.Id > 0), place);
        return CompositeSpec.Bitmapped(Math.Min(length.Value, 8), bitmap.Kind.Encoding, bitmapExtends: length > 8, made);
    }

    private CompositeSpec BerTlv(List<JposElement> inner, JposPlace place)
    {
        foreach (JposElement element in inner.Where(element => !element.IsNothing))
        {
            problems.Error(
                element.Node.Line, place.Inner(element.Key).Path, "no element can stand before or behind TLV elements without a tag");
        }
        return CompositeSpec.BerTlv();
    }

    // The elements are those of every data set with a bitmap. ISO 8583 gives the first of them the identifier 71.
    private CompositeSpec Datasets(XmlSpecNode node, List<JposElement> inner, JposPlace place)
    {
        List<SubFieldSpec> made = SubFields(inner, place.Inner("71"));
        if (made.Count == 0) return CompositeSpec.Datasets();
        problems.Warn(
            node.Line, place.Path, "the elements are those of data set 71; others are kept as bytes");
        FieldSpec Whole(string name, CompositeSpec content) => new(
            name, ContentClass.Binary, FieldLength.Rest(ushort.MaxValue), FieldEncoding.Binary, Sensitivity: place.Sensitivity)
        {
            Composite = content,
        };
        made.Add(new(CompositeSpec.TlvKey, Whole("TLV elements", CompositeSpec.BerTlv())));
        return CompositeSpec.Datasets(new SubFieldSpec("71", Whole("Data set 71", CompositeSpec.DatasetBitmap(made))));
    }

    internal static string TagOf(int id, int width) => id.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
}
