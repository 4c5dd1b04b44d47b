namespace CardSwitch.Issuing;

internal enum BreakerState : byte
{
    /// <summary>Every request passes.</summary>
    Closed,

    /// <summary>No request passes until a probe succeeds.</summary>
    Open,

    /// <summary>A probe succeeded: a few requests pass, and what comes of them decides.</summary>
    HalfOpen,
}
