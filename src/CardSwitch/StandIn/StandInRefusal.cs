namespace CardSwitch.StandIn;

/// <summary>The rule that kept the switch from approving in an issuer's place.</summary>
internal enum StandInRefusal : byte
{
    /// <summary>None did.</summary>
    None,

    /// <summary>The issuer's rules cover no request that timed out.</summary>
    TimedOut,

    /// <summary>Not a request for a purchase or cash: an advice, a refund, an inquiry, a transfer.</summary>
    Kind,

    /// <summary>A PIN that only the issuer can verify.</summary>
    Pin,

    /// <summary>No amount, or none above zero: there is nothing that the limits could bound.</summary>
    Amount,

    /// <summary>Another currency than that of the limits.</summary>
    Currency,

    /// <summary>Over the limit of one transaction.</summary>
    AmountLimit,

    /// <summary>A merchant type that is not allowed, excepted, or not told.</summary>
    Merchant,

    /// <summary>The card's expiry has passed.</summary>
    Expired,

    /// <summary>The card is on the stop list.</summary>
    Stopped,

    /// <summary>The card has had its number of stand-in approvals of the day.</summary>
    DailyCount,

    /// <summary>With this amount the card would have more than its amount of the day.</summary>
    DailyAmount,
}
