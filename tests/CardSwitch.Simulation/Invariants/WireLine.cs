namespace CardSwitch.Simulation.Invariants;

/// <summary>A transaction as a station's links to shops saw it. No crash undoes that.</summary>
internal struct WireLine
{
    /// <summary>Messages of the originator, and answers that left for them.</summary>
    internal ushort Requests, Answers, Reversals, ReversalAnswers;

    /// <summary>The latest of the numbers below, plus 1; 0: none.</summary>
    internal int Latest;
}
