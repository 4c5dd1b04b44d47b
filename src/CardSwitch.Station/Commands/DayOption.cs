using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CardSwitch.Station.Commands;

/// <summary>Options that are business days.</summary>
internal static class DayOption
{
    internal static Option<DateOnly?> Create(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "YYYY-MM-DD",
        CustomParser = result => Parse(result, name),
    };

    private static DateOnly? Parse(ArgumentResult result, string name)
    {
        string text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return day;
        result.AddError($"{name}: expected a day such as 2026-11-22, found '{text}'.");
        return null;
    }
}
