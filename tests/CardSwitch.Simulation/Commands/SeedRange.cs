using System.CommandLine.Parsing;
using System.Globalization;

namespace CardSwitch.Simulation.Commands;

/// <summary>Seeds from the first to the last, both included.</summary>
internal readonly record struct SeedRange(ulong First, ulong Last)
{
    internal ulong Count => Last - First + 1;

    /// <summary>Reads <c>A..B</c>.</summary>
    internal static SeedRange Parse(ArgumentResult result)
    {
        string[] ends = result.Tokens[0].Value.Split("..");
        if (ends.Length == 2 && TryParse(ends[0], out ulong first) && TryParse(ends[1], out ulong last) && first <= last)
        {
            return new SeedRange(first, last);
        }
        result.AddError("--seeds: expected the first and the last seed, as in 1..500.");
        return default;
    }

    private static bool TryParse(string text, out ulong seed) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
}
