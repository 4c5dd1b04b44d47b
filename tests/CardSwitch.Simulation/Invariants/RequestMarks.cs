namespace CardSwitch.Simulation.Invariants;

/// <summary>What a station's records say of a request.</summary>
[Flags]
internal enum RequestMarks : ushort
{
    None = 0,
    Sent = 1,
    Answered = 2,
    Approved = 4,
    TimedOut = 8,
    StoodIn = 16,
    Undelivered = 32,
    Reversed = 64,
    Blocked = 128,

    /// <summary>An advice of its originator, taken over.</summary>
    Taken = 256,

    /// <summary>Its waiting is over.</summary>
    Decided = Answered | TimedOut | Undelivered | Reversed,
}
