namespace CardSwitch.Station.Simulators;

/// <summary>What came of a message that was sent again.</summary>
internal enum ReplayOutcome : byte
{
    /// <summary>An answer came.</summary>
    Answered,

    /// <summary>The message is itself an answer or wants none: sent, and nothing waited for.</summary>
    NotAwaited,

    /// <summary>No answer within the time-out.</summary>
    TimedOut,

    /// <summary>The station closed the connection instead of answering.</summary>
    Closed,

    /// <summary>What came back is not in the framing.</summary>
    BrokenFraming,
}
