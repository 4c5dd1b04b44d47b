using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>A format in a few lines, enough to build it again by hand.</summary>
internal static class FormatDump
{
    public static string Of(MessageFormat format) => string.Join('\n', format.Fields.Select(
        field => Line("  ", $"{field}", format[field]!)).Prepend(
        $"{format.Name}: type {format.MtiEncoding}, bitmap {format.BitmapEncoding}, third {format.Tertiary}, header {format.Header}"));

    private static string Line(string indent, string field, FieldSpec spec)
    {
        string line = $"{indent}{field} {spec.Attribute} {spec.Encoding}";
        if (spec.Length.Rule == LengthRule.Prefixed)
        {
            line += $", prefix {spec.Prefix} of {spec.PrefixCounts}{(spec.PrefixCountsItself ? " and itself" : "")}";
        }
        if (!spec.Padding.IsNone) line += $", pad {spec.Padding}";
        return spec.Composite is { } composite ? line + Within(indent + "  ", composite) : line;
    }

    private static string Within(string indent, CompositeSpec composite)
    {
        string kind = composite.Kind switch
        {
            CompositeKind.Tagged => $"Tagged, {composite.Tag}, {composite.Leading} in front",
            CompositeKind.Bitmapped => $"Bitmapped, {composite.BitmapBytes} {composite.BitmapEncoding}, extends {composite.BitmapExtends}",
            _ => $"{composite.Kind}",
        };
        IEnumerable<string> lines = composite.Fields.Select(element => Line(indent, element.Key, element.Spec));
        if (composite.Unknown is { } unknown) lines = lines.Append(Line(indent, "unknown", unknown));
        return $": {kind}\n{string.Join('\n', lines)}";
    }
}
