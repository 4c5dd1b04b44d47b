namespace CardSwitch.StoreAndForward;

/// <summary>Where an advice stands in its queue.</summary>
internal enum ForwardState : byte
{
    /// <summary>In no queue: not added yet, or done with.</summary>
    Outside,

    /// <summary>In its lane, and due now or later if it is the lane's first.</summary>
    Waiting,

    /// <summary>Handed out to be sent; whether it was is still to be said.</summary>
    Offered,

    /// <summary>Sent; its answer is awaited.</summary>
    InFlight,

    /// <summary>Given up until an operator releases it; in no lane.</summary>
    Parked,
}
