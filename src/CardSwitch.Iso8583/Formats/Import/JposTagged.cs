namespace CardSwitch.Iso8583;

/// <summary>The packagers whose elements begin with tags of fixed width.</summary>
internal sealed class JposTagged(ImportProblems problems, JposComposites composites)
{
    /// <summary>Tags of two digits that are the numbers of the elements, in the encoding of the packager.</summary>
    internal CompositeSpec? ByNumber(XmlSpecNode node, List<JposElement> inner, FieldEncoding encoding, JposPlace place)
    {
        inner.RemoveAll(element => element.IsNothing);
        if (inner.Find(element => element.Id == 0) is { } leading)
        {
            problems.Error(leading.Node.Line, place.Inner("0").Path, "an element that may stand in front or not cannot be said");
        }
        if (TagsOf(node, inner, place) is not { } tag) return null;
        if (tag.Width != 2 || tag.Encoding != encoding)
        {
            problems.Error(node.Line, place.Path, $"the packager goes by tags of two digits in {encoding}, its elements do not");
            return null;
        }
        return CompositeSpec.Tagged(tag, Keyed(inner, tag, place));
    }

    /// <summary>Tags that a mapper makes of the numbers of the elements; those of unknown tag are passed over.</summary>
    internal CompositeSpec? ByMapper(XmlSpecNode node, List<JposElement> inner, JposPlace place)
    {
        inner.RemoveAll(element => element.IsNothing);
        int width = JposFields.ShortName(node, "tagMapper") switch
        {
            "TTDecimalTagMapper" => 2,
            "TTTDecimalTagMapper" => 3,
            _ => 0,
        };
        if (width == 0)
        {
            problems.Error(
                node.Line, place.Path,
                "tagMapper is none of TTDecimalTagMapper and TTTDecimalTagMapper: what tags another makes is known to its code alone");
            return null;
        }
        if (TagsOf(node, inner, place) is not { } tag) return null;
        JposClass kind = inner[0].Kind;
        bool agrees = tag.Width == width && tag.Encoding == FieldEncoding.Ascii
            && (node.Number("tagSize") ?? width) == width
            && (node.Number("lenSize") ?? kind.PrefixDigits) == kind.PrefixDigits
            && node.IsTrue("swapTagAndLen") == tag.AfterLength;
        if (!agrees)
        {
            problems.Error(
                node.Line, place.Path, "tagMapper, tagSize, lenSize and swapTagAndLen do not go with the classes of the elements");
            return null;
        }
        FieldSpec unknown = new(
            "Unknown element", ContentClass.Binary, FieldLength.UpTo(kind.Capacity(inclusive: false), kind.PrefixDigits),
            FieldEncoding.Binary, kind.Prefix, Sensitivity: place.Sensitivity);
        bool alike = inner.TrueForAll(element => element.Kind.PrefixDigits == kind.PrefixDigits);
        if (!alike) problems.Warn(node.Line, place.Path, "lengths are of different widths: an unknown tag is an error");
        return CompositeSpec.Tagged(tag, Keyed(inner, tag, place), alike ? unknown : null);
    }

    /// <summary>Elements without tags in front, then those whose tag is their token; a token of # stands for any other.</summary>
    internal CompositeSpec? Sequence(XmlSpecNode node, List<JposElement> inner, FieldEncoding encoding, JposPlace place)
    {
        inner.RemoveAll(element => element.IsNothing);
        List<JposElement> leading = [.. inner.TakeWhile(element => !element.Kind.IsTagToken)];
        List<SubFieldSpec> made = composites.SubFields(leading, place);
        FieldSpec? unknown = null;
        int width = (node["token"] ?? "").Length;
        foreach (JposElement element in inner.Skip(leading.Count))
        {
            string token = element.Node["token"] ?? "";
            if (width == 0) width = token.Length;
            JposPlace at = place.Inner(token.Length == 0 ? element.Key : token);
            if (!element.Kind.IsTagToken || token.Length == 0 || token.Length != width)
            {
                problems.Error(
                    element.Node.Line, at.Path,
                    "behind the elements without tags there must be IFT classes only, each with a token of the same width");
            }
            else if (composites.BodyOf(element, at) is { } spec)
            {
                bool isDefault = token.All(c => c == '#');
                if (isDefault) unknown = spec;
                else made.Add(new(encoding == FieldEncoding.Binary ? token.ToUpperInvariant() : token, spec));
            }
        }
        return problems.Failed && made.Count == 0
            ? null
            : CompositeSpec.Tagged(new TagLayout(width, encoding), made, unknown, leading.Count);
    }

    // The layout that all elements have in common.
    private TagLayout? TagsOf(XmlSpecNode node, List<JposElement> inner, JposPlace place)
    {
        if (inner.Count == 0)
        {
            problems.Error(node.Line, place.Path, "there is no element whose class tells how tags stand");
            return null;
        }
        JposClass kind = inner[0].Kind;
        foreach (JposElement element in inner)
        {
            bool sameLength = element.Kind.Prefix == kind.Prefix && element.Kind.PrefixDigits == kind.PrefixDigits;
            if (element.Kind.Tag is { } tag && tag == kind.Tag && (sameLength || !tag.AfterLength)) continue;
            problems.Error(
                element.Node.Line, place.Inner(element.Key).Path,
                $"the tag of {JposFields.ShortName(element.Node)} does not stand as that of its neighbours");
            return null;
        }
        return kind.Tag;
    }

    private List<SubFieldSpec> Keyed(List<JposElement> inner, TagLayout tag, JposPlace place)
    {
        var made = new List<SubFieldSpec>();
        foreach (JposElement element in inner)
        {
            string key = JposComposites.TagOf(element.Id, tag.Width);
            JposPlace at = place.Inner(key);
            if (key.Length > tag.Width)
            {
                problems.Error(element.Node.Line, at.Path, $"a tag of {tag.Width} digits cannot be {element.Id}");
            }
            else if (composites.BodyOf(element, at) is { } spec)
            {
                made.Add(new(key, spec));
            }
        }
        return made;
    }
}
