using CardSwitch.Issuing;
using CardSwitch.Routing;
using CardSwitch.Switching;

namespace CardSwitch.Simulation.Stations;

/// <summary>How a station is set up. It survives crashes.</summary>
/// <param name="Name">What it is called in traces.</param>
/// <param name="Settings">Its core's settings.</param>
/// <param name="Services">The banks and stations that it asks.</param>
/// <param name="Routes">Which of them owns which card.</param>
/// <param name="TickNs">How often time passes for the core.</param>
/// <param name="CommitNs">How long a record takes to become durable; 0: at once.</param>
internal sealed record StationPlan(
    string Name, CoreSettings Settings, IssuerService[] Services, BinTable Routes, long TickNs, long CommitNs)
{
    internal IssuerProfile[] Issuers { get; } = [.. Services.Select(service => service.Profile)];
}
