using System.Globalization;

namespace CardSwitch.Simulation;

/// <summary>What went wrong, and where.</summary>
/// <param name="Invariant">Which invariant; 0: none in particular.</param>
/// <param name="Transaction">The transaction concerned, or -1.</param>
/// <param name="Step">Which step.</param>
/// <param name="VirtualNs">When, in virtual time.</param>
/// <param name="Message">What happened.</param>
internal sealed record SimulationFailure(int Invariant, int Transaction, long Step, long VirtualNs, string Message)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"invariant {Invariant}, step {Step}, {VirtualNs / 1e9:F6} s, transaction {Transaction}: {Message}");
}
