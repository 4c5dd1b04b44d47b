namespace CardSwitch;

/// <summary>How requests are spread over the links of an issuer.</summary>
public enum LinkUse
{
    /// <summary>Over all links that are up, in turn.</summary>
    InTurn,

    /// <summary>
    /// Over the links to the first address that has one up; the addresses behind it, in their order, wait for their turn.
    /// </summary>
    Failover,
}
