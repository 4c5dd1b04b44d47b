namespace CardSwitch.Simulation.Invariants;

/// <summary>What left a station under a trace number of a transaction.</summary>
internal struct WireNumber
{
    /// <summary>The station's own, towards issuers; the originator's below 0.</summary>
    internal int Stan;

    internal bool OriginalLeft, ReversalLeft, ApprovalLeft;

    /// <summary>The one before it of the same transaction, plus 1; 0: none.</summary>
    internal int Before;
}
