namespace CardSwitch.Iso8583;

/// <summary>Makes a field of an element of a packager file: what its class is, with the element's attributes.</summary>
internal sealed class JposFields(ImportProblems problems)
{
    private const int MostFixed = 9999;
    private const int MostPackedBytes = 99;

    /// <summary>The class that an element names; null, and a problem, where it is none or one that a format cannot say.</summary>
    internal JposClass? ClassOf(XmlSpecNode node, JposPlace place)
    {
        string full = node["class"] ?? "";
        string name = full[(full.LastIndexOf('.') + 1)..];
        if (full.Length == 0)
        {
            problems.Error(node.Line, place.Path, "the attribute class is missing");
            return null;
        }
        if (!full.StartsWith("org.jpos.", StringComparison.Ordinal) || !JposClasses.Table.TryGetValue(name, out JposClass? known))
        {
            problems.Error(node.Line, place.Path, $"unknown class {full}{NearestName.Hint(name, Guesses(name))}");
            return null;
        }
        if (known.Data != JposData.Refused) return known;
        problems.Error(node.Line, place.Path, $"{name} cannot be said by a format: {known.Refusal}");
        return null;
    }

    // A file that jPOS ships names this class, which has never been.
    private static IEnumerable<string> Guesses(string name) =>
        name == "IFA_LLHBINARY" ? ["IFB_LLHBINARY"] : JposClasses.Table.Keys;

    /// <summary>The field; null, and a problem, where the element cannot be said by a format.</summary>
    internal FieldSpec? FieldOf(XmlSpecNode node, JposClass kind, JposPlace place)
    {
        if (!string.IsNullOrEmpty(node["params"]))
        {
            return Refuse(node, place, "params are known to the class alone");
        }
        bool inclusive = node.IsTrue("inclusive");
        if (inclusive && !kind.CanBeInclusive)
        {
            return Refuse(node, place, $"{ShortName(node)} has no binary length prefix before bytes, and inclusive is for such only");
        }
        if (LengthOf(node, kind, inclusive, place) is not { } length) return null;
        if (node.IsTrue("trim") && kind.Rule == LengthRule.Fixed)
        {
            problems.Warn(node.Line, place.Path, "trim is not taken over: a short value is padded, and read in full length");
        }
        if (ShortName(node) == "IFE_LLLEBINARY")
        {
            problems.Warn(node.Line, place.Path, "its bytes are taken for text, and those that are no characters for bad content");
        }
        string name = ImportProblems.NameOf(node["name"], $"Element {place.Path}");
        var spec = new FieldSpec(
            name, ContentOf(kind, place), length, EncodingOf(node, kind, place, length), kind.Prefix, kind.Padding, place.Sensitivity)
        {
            PrefixCounts = kind.Counts,
            PrefixCountsItself = inclusive,
        };
        return Sound(node, place, spec) ? spec : null;
    }

    /// <summary>Whether a format takes the field; a problem if it does not.</summary>
    internal bool Sound(XmlSpecNode node, JposPlace place, FieldSpec spec)
    {
        try
        {
            FieldLayout.Compile(spec);
            return true;
        }
        catch (ArgumentException unsound)
        {
            problems.Error(node.Line, place.Path, unsound);
            return false;
        }
    }

    internal static string ShortName(XmlSpecNode node, string attribute = "class")
    {
        string full = node[attribute] ?? "";
        return full[(full.LastIndexOf('.') + 1)..];
    }

    private FieldSpec? Refuse(XmlSpecNode node, JposPlace place, string why)
    {
        problems.Error(node.Line, place.Path, why);
        return null;
    }

    private FieldLength? LengthOf(XmlSpecNode node, JposClass kind, bool inclusive, JposPlace place)
    {
        if (UnitsOf(node, kind, place) is not { } units) return null;
        switch (kind.Rule)
        {
            case LengthRule.Fixed:
                if (units is > 0 and <= MostFixed) return FieldLength.Fixed(units);
                problems.Error(node.Line, place.Path, $"a fixed length is 1 to {MostFixed}");
                return null;
            case LengthRule.Terminated:
                return TerminatorOf(node, kind, place) is { } terminator
                    ? FieldLength.Until((byte)terminator, AtMost(units, ushort.MaxValue)) : null;
            case LengthRule.Rest:
                return FieldLength.Rest(AtMost(units, ushort.MaxValue));
        }
        int capacity = kind.Capacity(inclusive);
        if (kind.Data == JposData.PackedAlwaysF) capacity = MostPackedBytes;
        if (units > capacity)
        {
            problems.Warn(node.Line, place.Path, $"the length prefix cannot say {units}: at most {capacity} is taken");
        }
        return FieldLength.UpTo(AtMost(units, capacity), kind.PrefixDigits);
    }

    // A length of zero is none: the prefix alone limits the value.
    private static int AtMost(int units, int capacity) => units == 0 ? capacity : Math.Min(units, capacity);

    private int? UnitsOf(XmlSpecNode node, JposClass kind, JposPlace place)
    {
        if (node.Number("length") is not { } length)
        {
            problems.Error(node.Line, place.Path, "length must be a number of 0 or more");
            return null;
        }
        if (kind.IsBitmap && length != 8)
        {
            problems.Error(node.Line, place.Path, "a bitmap among the elements must have a length of 8 bytes");
            return null;
        }
        if (kind.Data == JposData.Zoned) return length == int.MaxValue ? length : length + 1;
        if (kind.Data != JposData.HexSymbols) return length;
        if (length % 2 == 0) return length / 2;
        problems.Error(node.Line, place.Path, "an odd number of hexadecimal digits cannot be said by a format");
        return null;
    }

    private char? TerminatorOf(XmlSpecNode node, JposClass kind, JposPlace place)
    {
        string token = node.Attributes.GetValueOrDefault("token", "");
        if (token.Length == 0 && kind.Terminator != 0) return kind.Terminator;
        if (token.Length == 1 && token[0] is > '\0' and <= '\xFF') return token[0];
        problems.Error(node.Line, place.Path, "token must be the one character that ends the field");
        return null;
    }

    private static ContentClass ContentOf(JposClass kind, JposPlace place) => kind.Data switch
    {
        JposData.Text or JposData.Digits or JposData.Packed or JposData.PackedF when place.IsTrack => ContentClass.Track,
        JposData.Text => ContentClass.AlphaNumericSpecial,
        JposData.Signed or JposData.SignedPacked or JposData.Zoned => ContentClass.SignedNumeric,
        JposData.Bytes or JposData.HexSymbols or JposData.Bitmap or JposData.PlainBitmap => ContentClass.Binary,
        _ => ContentClass.Numeric,
    };

    // Where there is no fill nibble, the side on which it would stand is of no effect.
    private FieldEncoding EncodingOf(XmlSpecNode node, JposClass kind, JposPlace place, FieldLength length)
    {
        bool fillsLeft = node.IsTrue("pad") || (length.IsFixed && length.Max % 2 == 0);
        switch (kind.Data)
        {
            case JposData.Text when place.IsTrack && kind.Encoding == FieldEncoding.Latin1:
                return FieldEncoding.Ascii;
            case JposData.Packed:
                return fillsLeft ? FieldEncoding.Bcd : FieldEncoding.BcdLeft;
            case JposData.PackedF:
                return fillsLeft ? FieldEncoding.Bcd : FieldEncoding.BcdLeftF;
            case JposData.SignedPacked when length.Max % 2 == 0 && !node.IsTrue("pad"):
                problems.Error(node.Line, place.Path, "an odd number of packed digits behind a sign must be filled on the left (pad)");
                return FieldEncoding.Bcd;
            case JposData.HexSymbols:
                problems.Warn(node.Line, place.Path, "its hexadecimal digits are taken for bytes; a short value is not filled");
                return FieldEncoding.Binary;
            default:
                return kind.Encoding;
        }
    }
}
