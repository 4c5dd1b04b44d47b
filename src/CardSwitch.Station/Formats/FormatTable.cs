using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Formats;

/// <summary>Message formats as text for a screen, in columns.</summary>
internal static class FormatTable
{
    private static readonly string[] ListHead = ["name", "mti", "bitmap", "fields"];
    private static readonly string[] FieldHead = ["field", "name", "type", "encoding", "prefix", "padding", "notes"];

    // A few of EMV's names are longer than a screen is wide.
    private const int MaxName = 48;

    /// <summary>A line for each format.</summary>
    internal static IEnumerable<string> List(IEnumerable<MessageFormat> formats) => TextColumns.Of(
    [
        ListHead,
        .. formats.Select(format => (string[])
        [
            format.Name, Mti(format), Bitmap(format), format.Fields.Count().ToString(CultureInfo.InvariantCulture),
        ]),
    ]);

    /// <summary>What stands before the fields, a line for each field and each element within, and the rules.</summary>
    internal static IEnumerable<string> Of(MessageFormat format)
    {
        yield return $"{format.Name}: header {format.Header}, message type {Mti(format)}, bitmap {Bitmap(format)}, "
            + $"tertiary bitmap {format.Tertiary}";
        List<string[]> rows = [FieldHead];
        foreach (int field in format.Fields) Add(rows, field.ToString(CultureInfo.InvariantCulture), format[field]!, 0);
        foreach (string line in TextColumns.Of(rows)) yield return line;
        foreach (MessageRule rule in format.Rules) yield return $"{rule.Types}: {string.Join("; ", Parts(rule))}";
    }

    private static string Mti(MessageFormat format) => SpecWords.MtiEncodings.WordOf(format.MtiEncoding);

    private static string Bitmap(MessageFormat format) => SpecWords.BitmapEncodings.WordOf(format.BitmapEncoding);

    private static void Add(List<string[]> rows, string key, FieldSpec spec, int depth)
    {
        List<string> notes = [];
        if (spec.Sensitivity != Sensitivity.None) notes.Add(SpecWords.Sensitivities.WordOf(spec.Sensitivity));
        if (spec.Date is { } date) notes.Add(date);
        if (spec.Composite is { } composite) notes.Add(Structure(composite));
        rows.Add(
        [
            new string(' ', 2 * depth) + key,
            spec.Name.Length <= MaxName ? spec.Name : $"{spec.Name.AsSpan(0, MaxName - 3)}...",
            spec.Attribute,
            SpecWords.Encodings.WordOf(spec.Encoding),
            spec.Length.Rule == LengthRule.Prefixed ? SpecTexts.PrefixText(spec) : "",
            spec.Length.IsFixed && !spec.Padding.IsNone ? spec.Padding.ToString() : "",
            string.Join(", ", notes),
        ]);
        foreach ((string inner, FieldSpec element) in spec.Composite?.Fields ?? []) Add(rows, inner, element, depth + 1);
    }

    private static string Structure(CompositeSpec composite)
    {
        string kind = SpecWords.Kinds.WordOf(composite.Kind);
        return composite switch
        {
            { Tag: { } tag } => $"{kind}, tags of {tag.Width} in {SpecWords.TagEncodings.WordOf(tag.Encoding)}"
                + (tag.AfterLength ? " behind their lengths" : ""),
            { Kind: CompositeKind.Bitmapped } => $"{kind}, {composite.BitmapBytes} bytes in "
                + SpecWords.BitmapEncodings.WordOf(composite.BitmapEncoding),
            _ => kind,
        };
    }

    private static IEnumerable<string> Parts(MessageRule rule)
    {
        if (rule.Mandatory.Count > 0) yield return $"mandatory {string.Join(' ', rule.Mandatory)}";
        foreach (FieldCondition condition in rule.Conditional)
        {
            string values = condition.Values.Count > 0 ? $" is {string.Join(" or ", condition.Values)}" : " is there";
            yield return $"{condition.Field} when {condition.When}{(condition.Absent ? " is absent" : values)}";
        }
        if (rule.Forbidden.Count > 0) yield return $"forbidden {string.Join(' ', rule.Forbidden)}";
    }
}
