using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// All that a format says, a line for each part, so that two formats are compared by their lines. What has no effect (the
/// prefix of a field without one, the padding of one of variable length) is left out.
/// </summary>
internal static class FormatText
{
    internal static string[] Of(MessageFormat format) =>
    [
        $"name {format.Name}",
        $"header {format.Header}",
        $"head {format.MtiEncoding} {format.BitmapEncoding} {format.Tertiary}",
        .. format.Fields.SelectMany(field => Of(field.ToString(CultureInfo.InvariantCulture), format[field]!)),
        .. format.Rules.GroupBy(rule => rule.Types).OrderBy(rules => rules.Key, StringComparer.Ordinal).Select(Of),
    ];

    private static IEnumerable<string> Of(string path, FieldSpec spec)
    {
        string prefix = spec.Length.Rule == LengthRule.Prefixed
            ? $"{spec.Prefix} {spec.PrefixCounts} {spec.PrefixCountsItself}"
            : "no prefix";
        string padding = spec.Length.IsFixed ? spec.Padding.ToString() : "no padding";
        yield return $"{path} '{spec.Name}' {spec.Attribute} {spec.Encoding}; {prefix}; {padding}; {spec.Sensitivity}; {spec.Date}";
        if (spec.Composite is not { } composite) yield break;
        string tag = composite.Tag is { } layout
            ? $"{layout.Width} {layout.Encoding} {layout.AfterLength} {layout.IsCounted} leading {composite.Leading}"
            : "no tag";
        yield return $"{path} {composite.Kind}; {tag}; {composite.BitmapBytes} {composite.BitmapEncoding} {composite.BitmapExtends}";
        foreach (string line in composite.Fields.SelectMany(field => Of($"{path}.{field.Key}", field.Spec))) yield return line;
        if (composite.Unknown is { } unknown)
        {
            foreach (string line in Of($"{path}.unknown", unknown)) yield return line;
        }
    }

    private static string Of(IGrouping<string, MessageRule> rules)
    {
        IEnumerable<string> conditions = rules.SelectMany(rule => rule.Conditional)
            .Select(c => $"{c.Field} when {c.When} {(c.Absent ? "absent" : string.Join('/', c.Values))}");
        return $"rule {rules.Key}: {string.Join(' ', rules.SelectMany(rule => rule.Mandatory))}; "
            + $"{string.Join(", ", conditions)}; {string.Join(' ', rules.SelectMany(rule => rule.Forbidden))}";
    }
}
