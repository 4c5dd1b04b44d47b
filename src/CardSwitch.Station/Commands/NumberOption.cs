using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace CardSwitch.Station.Commands;

/// <summary>Options that are numbers within bounds.</summary>
internal static class NumberOption
{
    internal static Option<T> Create<T>(string name, string help, string unit, T usual, T least, T most)
        where T : struct, INumber<T> => new(name)
        {
            Description = help,
            HelpName = unit,
            DefaultValueFactory = _ => usual,
            CustomParser = result => Parse(result, name, least, most),
        };

    /// <summary>The same without a default.</summary>
    internal static Option<T?> CreateOptional<T>(string name, string help, string unit, T least, T most)
        where T : struct, INumber<T> => new(name)
        {
            Description = help,
            HelpName = unit,
            CustomParser = result => Parse(result, name, least, most),
        };

    /// <summary>How long the command runs.</summary>
    internal static Option<double?> Seconds() =>
        CreateOptional("--seconds", "End after so many seconds; otherwise Ctrl-C ends it.", "N", 0.1, 1e7);

    /// <summary>What chance is drawn from.</summary>
    internal static Option<ulong> Seed() =>
        Create("--seed", "Repeats the same cards, amounts, delays and decisions.", "N", 1UL, 0UL, ulong.MaxValue);

    private static T Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, INumber<T>
    {
        string text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value)
            && value >= least && value <= most) return value;
        result.AddError(string.Create(
            CultureInfo.InvariantCulture, $"{name}: expected a number from {least} to {most}, found '{text}'."));
        return least;
    }
}
