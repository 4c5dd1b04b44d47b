namespace CardSwitch.Links;

/// <summary>Where one of a connector's connections stands.</summary>
internal enum ConnectionState
{
    /// <summary>The connector was not started, or was stopped.</summary>
    Stopped = 0,

    /// <summary>An attempt is under way.</summary>
    Connecting = 1,

    /// <summary>Its link is open.</summary>
    Connected = 2,

    /// <summary>The last attempt failed or the link was lost; the next attempt waits for its time.</summary>
    Waiting = 3,
}
