using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// A type in the standard's notation, as <see cref="FieldSpec.Attribute"/> writes it: the mark of the content, a blank and
/// the length (<c>n 12</c>, <c>ans ...999</c>, <c>b rest 999</c>, <c>ans until 5C 40</c>).
/// </summary>
internal static class AttributeText
{
    internal const string Expected =
        "a type such as \"n 12\", \"ans ...999\", \"b rest 255\" or \"ans until 5C 40\" (content a, n, an, ans, ns, a|n, b, z or x+n)";

    internal static bool TryParse(string text, out ContentClass content, out FieldLength length)
    {
        length = default;
        content = default;
        int blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && ContentMarks.TryParse(text.AsSpan(0, blank), out content) && TryParseLength(text[(blank + 1)..], out length);
    }

    private static bool TryParseLength(string text, out FieldLength length)
    {
        length = default;
        string[] words = text.Split(' ');
        int max;
        switch (words)
        {
            case ["rest", var units] when TryParseUnits(units, FieldLength.Most, out max):
                length = FieldLength.Rest(max);
                return true;
            case ["until", { Length: 2 } end, var units] when TryParseUnits(units, FieldLength.Most, out max)
                && byte.TryParse(end, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte terminator):
                length = FieldLength.Until(terminator, max);
                return true;
            case [var number]:
                string digits = number.TrimStart('.');
                int dots = number.Length - digits.Length;
                if (dots > 8 || !TryParseUnits(digits, dots == 0 ? 9999 : FieldLength.Most, out max)) return false;
                length = dots == 0 ? FieldLength.Fixed(max) : FieldLength.UpTo(max, dots);
                return true;
            default:
                return false;
        }
    }

    private static bool TryParseUnits(string text, int most, out int units) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out units) && units >= 1 && units <= most;
}
