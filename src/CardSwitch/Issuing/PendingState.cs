namespace CardSwitch.Issuing;

/// <summary>What has become of a request in the ring.</summary>
internal enum PendingState : byte
{
    /// <summary>Never used, or answered.</summary>
    Free,

    /// <summary>Waiting for its answer.</summary>
    Waiting,

    /// <summary>Timed out and answered for. The number stays known until its ticket is needed: a late answer is told by it.</summary>
    TimedOut,
}
