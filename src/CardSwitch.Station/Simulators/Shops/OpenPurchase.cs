namespace CardSwitch.Station.Simulators.Shops;

/// <summary>A purchase sent and not yet answered; free when <see cref="Since"/> is 0.</summary>
internal struct OpenPurchase
{
    /// <summary>When it was to be sent, in stopwatch ticks: in an open loop not when there was time for it.</summary>
    internal long Since;

    /// <summary>DE 37, which holds the STAN in its last six digits.</summary>
    internal long Rrn;

    /// <summary>DE 4.</summary>
    internal int Amount;

    /// <summary>Which card of the deck.</summary>
    internal int Card;
}
