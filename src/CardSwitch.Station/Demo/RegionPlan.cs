using CardSwitch.Iso8583;

namespace CardSwitch.Station.Demo;

/// <summary>One region of the demo's network: a station and its shops.</summary>
/// <param name="Name">The station's name.</param>
/// <param name="Format">What its shops speak.</param>
/// <param name="Share">Its share of all purchases.</param>
/// <param name="AcquirerId">DE 32 of its shops.</param>
/// <param name="Institution">DE 33 of what the station forwards.</param>
internal sealed record RegionPlan(string Name, MessageFormat Format, double Share, string AcquirerId, long Institution)
{
    internal static IReadOnlyList<RegionPlan> All { get; } =
    [
        new("north", MessageFormats.Iso1987Ascii, 0.40, "100001", 200001),
        new("centre", MessageFormats.Iso1987Ascii, 0.35, "100002", 200002),
        new("south", MessageFormats.Iso1987Binary, 0.25, "100003", 200003),
    ];
}
