namespace CardSwitch.Issuing;

/// <summary>What has become of a request in the ring.</summary>
internal enum PendingState : byte
{
    /// <summary>Never used, or answered.</summary>
    Free,

    /// <summary>Waiting for its answer.</summary>
    Waiting,

    /// <summary>Timed out and answered for; kept until the slot is needed, so that a late answer is known as one.</summary>
    TimedOut,
}
