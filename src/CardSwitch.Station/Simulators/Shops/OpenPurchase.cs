using CardSwitch.Iso8583;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>A purchase sent and not yet answered; when <see cref="Since"/> is 0, one that has ended.</summary>
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

    /// <summary>DE 7; local time (DE 12 and 13) is the same.</summary>
    internal int Transmission;

    /// <summary>What was answered.</summary>
    internal ResponseCode Code;

    internal PurchaseFate Fate;

    /// <summary>Whether it was sent twice, so that a second answer may come.</summary>
    internal bool WasRepeated;

    internal readonly int Stan => (int)(Rrn % 1_000_000);
}
