using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators.Cards;

namespace CardSwitch.Station.Demo;

/// <summary>One bank of the demo's network.</summary>
/// <param name="Name">As routes and the screen know it.</param>
/// <param name="Cards">The cards that it issued.</param>
/// <param name="Format">What it speaks; null for the bank in the stations' own process.</param>
/// <param name="DelayMs">The least time that an answer takes.</param>
/// <param name="JitterMs">The mean of what it takes beyond that.</param>
/// <param name="Sites">Addresses that it can be reached at.</param>
/// <param name="StandInLimit">Up to which amount, in minor units, the stations may approve in its place; 0: none.</param>
internal sealed record BankPlan(
    string Name, CardRange Cards, MessageFormat? Format, double DelayMs = 0, double JitterMs = 0, int Sites = 1,
    long StandInLimit = 0)
{
    /// <summary>The bank that a drill is about, with two addresses; the others must not notice.</summary>
    internal const string Drilled = "meridian";

    internal static IReadOnlyList<BankPlan> All { get; } =
    [
        new("harbour", new CardRange("476173"), MessageFormats.Iso1987Ascii, 2, 0.5),
        new("alpine", new CardRange("541333"), MessageFormats.Iso1987Binary, 6, 2),
        new(Drilled, new CardRange("353011"), MessageFormats.Iso1987Ascii, 15, 4, Sites: 2, StandInLimit: 8_000),
        new("mint", new CardRange("601100"), MessageFormats.Iso1987Binary, 1, 0.2),
        new("savings", new CardRange("628123", 19), null),
    ];
}
