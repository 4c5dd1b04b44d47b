namespace CardSwitch.Load.Client;

/// <summary>What must come back, and since when the shop waits.</summary>
internal struct PendingRequest
{
    /// <summary>The time at which it was meant to leave, in nanoseconds of the monotonic clock.</summary>
    public long IntendedAtNs;

    /// <summary>DE 37: connection (4 digits) and request of that connection (8 digits).</summary>
    public ulong Rrn;

    /// <summary>DE 11; zero when nothing is pending here.</summary>
    public uint Stan;
}
