namespace CardSwitch.StoreAndForward;

/// <summary>How an attempt to forward an advice ended.</summary>
internal enum ForwardEnd : byte
{
    /// <summary>The destination has it: it leaves the queue.</summary>
    Accepted,

    /// <summary>It will be tried again, later.</summary>
    Retry,

    /// <summary>It is given up until an operator releases it; its lane goes on.</summary>
    Parked,
}
