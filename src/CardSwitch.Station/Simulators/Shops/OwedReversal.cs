namespace CardSwitch.Station.Simulators.Shops;

/// <summary>A purchase that a terminal wants undone, and has no acknowledgement of yet.</summary>
internal sealed class OwedReversal
{
    internal required OpenPurchase Purchase { get; init; }

    /// <summary>DE 11 of the reversal and its repeats.</summary>
    internal required int Stan { get; init; }

    /// <summary>DE 7 of the reversal and its repeats.</summary>
    internal required long Transmission { get; init; }

    /// <summary>When it was last sent, in stopwatch ticks; 0: not yet.</summary>
    internal long SentAt { get; set; }

    internal bool WasSent { get; set; }
}
