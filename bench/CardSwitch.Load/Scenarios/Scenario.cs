namespace CardSwitch.Load.Scenarios;

/// <summary>One kind of load.</summary>
/// <param name="Name">As in <c>--scenarios</c>.</param>
/// <param name="Connections">Shops.</param>
/// <param name="Window">Requests in flight per connection in a closed loop; zero for an open loop.</param>
/// <param name="RatePerSecond">Of an open loop, over all connections; zero: half of the baseline's at window 16.</param>
internal sealed record Scenario(string Name, int Connections, int Window, int RatePerSecond = 0)
{
    /// <summary>The scenario from whose baseline the open loop's rate is taken.</summary>
    public static readonly Scenario Reference = new("w16", 4, 16);

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("w1", 4, 1),
        Reference,
        new("w128", 4, 128),
        new("c64", 64, 1),
        new("c1000", 1000, 1),
        new("open", 4, 0),
    ];

    public bool IsOpen => Window == 0;

    public string Description => IsOpen
        ? FormattableString.Invariant($"open loop, {Connections} connections, {RatePerSecond:N0}/s")
        : FormattableString.Invariant($"closed loop, {Connections} connections, window {Window}");

    public static Scenario Named(string name) =>
        All.FirstOrDefault(scenario => scenario.Name == name)
        ?? throw new ArgumentException(
            $"No scenario '{name}'; there are: {string.Join(", ", All.Select(scenario => scenario.Name))}.");
}
