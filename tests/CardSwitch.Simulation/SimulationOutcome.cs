namespace CardSwitch.Simulation;

/// <summary>What came of a simulation.</summary>
/// <param name="Seed">Where it came from.</param>
/// <param name="JournalHash">A digest of all the stations' journals.</param>
/// <param name="Steps">What happened, one by one.</param>
/// <param name="VirtualNs">How long it took, in virtual time.</param>
/// <param name="Outcomes">How transactions ended.</param>
/// <param name="Faults">How many faults of each kind there were.</param>
/// <param name="Failure">What went wrong, or null.</param>
internal sealed record SimulationOutcome(
    ulong Seed, ulong JournalHash, long Steps, long VirtualNs, SimulationOutcomes Outcomes, long[] Faults, SimulationFailure? Failure);
