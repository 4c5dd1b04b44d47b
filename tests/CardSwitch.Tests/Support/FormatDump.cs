using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>A format in a few lines, enough to build it again by hand.</summary>
internal static class FormatDump
{
    public static string Of(MessageFormat format) => string.Join('\n', format.Fields.Select(field => Line(field, format[field]!)).Prepend(
        $"{format.Name}: type {format.MtiEncoding}, bitmap {format.BitmapEncoding}, third {format.Tertiary}, header {format.Header}"));

    private static string Line(int field, FieldSpec spec)
    {
        string line = $"  {field} {spec.Attribute} {spec.Encoding}";
        if (spec.Length.Rule == LengthRule.Prefixed)
        {
            line += $", prefix {spec.Prefix} of {spec.PrefixCounts}{(spec.PrefixCountsItself ? " and itself" : "")}";
        }
        return spec.Padding.IsNone ? line : $"{line}, pad {spec.Padding}";
    }
}
