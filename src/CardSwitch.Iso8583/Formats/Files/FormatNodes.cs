using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>A format as the structure of a file, in the order in which all files are written.</summary>
internal static class FormatNodes
{
    internal static SpecNode Of(MessageFormat format, MessageFormat? extended)
    {
        List<SpecNode> root = [SpecNode.OfText("name", format.Name)];
        if (extended is not null) root.Add(SpecNode.OfText("extends", extended.Name));
        string header = format.Header.ToString().TrimEnd();
        if (header != (extended?.Header ?? HeaderSpec.None).ToString().TrimEnd()) root.Add(SpecNode.OfText("header", header));
        if (format.MtiEncoding != extended?.MtiEncoding)
        {
            root.Add(SpecNode.OfText("mti", SpecWords.MtiEncodings.WordOf(format.MtiEncoding)));
        }
        if (format.BitmapEncoding != extended?.BitmapEncoding)
        {
            root.Add(SpecNode.OfText("bitmap", SpecWords.BitmapEncodings.WordOf(format.BitmapEncoding)));
        }
        if (format.Tertiary != (extended?.Tertiary ?? TertiaryBitmap.None))
        {
            root.Add(SpecNode.OfText("tertiary", format.Tertiary.ToString()));
        }

        WireHabits habits = WireHabits.Of(extended ?? format);
        List<SpecNode> defaults = extended is null ? Defaults(habits, WireHabits.OfHead(format.MtiEncoding, format.BitmapEncoding)) : [];
        if (defaults.Count > 0) root.Add(SpecNode.OfMap("defaults", defaults));
        List<SpecNode> fields = Fields(format, extended, habits);
        if (fields.Count > 0) root.Add(SpecNode.OfMap("fields", fields));
        List<SpecNode> rules = RuleNodes.Of(format.Rules, extended?.Rules ?? []);
        if (rules.Count > 0) root.Add(SpecNode.OfMap("rules", rules));
        return SpecNode.OfMap("", root);
    }

    private static List<SpecNode> Defaults(WireHabits habits, WireHabits head)
    {
        var defaults = new List<SpecNode>();
        Add("numbers", habits.Numbers, head.Numbers);
        Add("tracks", habits.Tracks, head.Tracks);
        Add("text", habits.Text, head.Text);
        Add("binary", habits.Bits, head.Bits);
        if (habits.Prefix != head.Prefix) defaults.Add(SpecNode.OfText("prefix", SpecWords.Prefixes.WordOf(habits.Prefix)));
        return defaults;

        void Add(string key, FieldEncoding encoding, FieldEncoding usual)
        {
            if (encoding != usual) defaults.Add(SpecNode.OfText(key, SpecWords.Encodings.WordOf(encoding)));
        }
    }

    private static List<SpecNode> Fields(MessageFormat format, MessageFormat? extended, WireHabits habits)
    {
        var fields = new List<SpecNode>();
        SortedDictionary<int, FieldSpec> kept = FormatReader.Kept(format, extended);
        foreach (int number in kept.Keys.Concat(format.Fields).Distinct().Order())
        {
            string key = number.ToString(CultureInfo.InvariantCulture);
            FieldSpec? existing = kept.GetValueOrDefault(number);
            SpecNode node = format[number] is { } spec
                ? FieldNodes.Of(key, spec, FieldDefaults.OfField(number, habits, existing))
                : SpecNode.OfNull(key);
            if (existing is null || node.Kind == SpecNodeKind.Null || node.Children.Count > 0) fields.Add(node);
        }
        return fields;
    }
}
