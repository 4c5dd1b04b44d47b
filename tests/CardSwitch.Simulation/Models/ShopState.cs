namespace CardSwitch.Simulation.Models;

/// <summary>Where a transaction stands in the eyes of its shop.</summary>
internal enum ShopState : byte
{
    /// <summary>Not begun yet.</summary>
    Planned,

    /// <summary>The shop had no connection for it.</summary>
    Abandoned,

    /// <summary>The request, or the advice, waits for its answer.</summary>
    Asking,

    /// <summary>Approved, or the advice acknowledged.</summary>
    Approved,

    Declined,

    /// <summary>The reversal waits for its answer.</summary>
    Reversing,

    /// <summary>The reversal was acknowledged.</summary>
    Reversed,
}
