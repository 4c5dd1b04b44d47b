namespace CardSwitch.Simulation;

/// <summary>What came of a simulation.</summary>
internal sealed class SimulationOutcome
{
    /// <summary>How transactions ended, in the eyes of their shops.</summary>
    internal SimulationOutcomes Outcomes;

    /// <summary>Where it came from.</summary>
    internal required ulong Seed { get; init; }

    /// <summary>A digest of all the stations' journals.</summary>
    internal required ulong JournalHash { get; init; }

    /// <summary>How many things happened, one by one.</summary>
    internal required long Steps { get; init; }

    /// <summary>How long it took, in virtual time.</summary>
    internal required long VirtualNs { get; init; }

    /// <summary>How many faults of each kind there were.</summary>
    internal required long[] Faults { get; init; }

    /// <summary>How often an issuer found a station's totals to be its own.</summary>
    internal required long Balanced { get; init; }

    /// <summary>How often it did not.</summary>
    internal required long OutOfBalance { get; init; }

    /// <summary>What went wrong, or null.</summary>
    internal required SimulationFailure? Failure { get; init; }
}
