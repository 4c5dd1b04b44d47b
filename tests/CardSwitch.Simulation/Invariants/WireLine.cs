namespace CardSwitch.Simulation.Invariants;

/// <summary>A transaction as a station's links saw it. No crash undoes that.</summary>
internal struct WireLine
{
    /// <summary>The trace number that its request left with; 0: it has not left.</summary>
    internal int OriginalStan;

    /// <summary>The trace number of the request whose reversal left.</summary>
    internal int ReversedStan;

    /// <summary>Messages of the originator, and answers that left for them.</summary>
    internal ushort Requests, Answers, Reversals, ReversalAnswers;

    internal ushort ApprovalsLeft;
}
