namespace CardSwitch.Load.Client;

/// <summary>Where a run stands.</summary>
internal enum ClientPhase
{
    WarmUp,
    Measuring,

    /// <summary>No new requests; the answers still due are waited for.</summary>
    Draining,
}
