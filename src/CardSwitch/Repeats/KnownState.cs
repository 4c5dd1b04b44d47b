namespace CardSwitch.Repeats;

/// <summary>What has become of a known request.</summary>
internal enum KnownState : byte
{
    InFlight = 1,
    Approved = 2,
    Declined = 3,
    Reversed = 4,

    /// <summary>Its reversal came first: it is refused when it comes.</summary>
    Blocked = 5,

    /// <summary>An advice taken over.</summary>
    Queued = 6,
}
