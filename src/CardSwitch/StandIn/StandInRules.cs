namespace CardSwitch.StandIn;

/// <summary>What the switch may approve in an issuer's place. Amounts in minor units; the limits are inclusive.</summary>
/// <param name="Currency">ISO 4217 number (DE 49) of the limits; other currencies are not stood in.</param>
/// <param name="AmountLimit">Of one transaction.</param>
/// <param name="DailyAmount">Of one card on one business day.</param>
/// <param name="DailyCount">Approvals of one card on one business day.</param>
internal sealed record StandInRules(int Currency, long AmountLimit, long DailyAmount, int DailyCount)
{
    /// <summary>Merchant types that are covered; none here: all.</summary>
    internal MerchantTypes Merchants { get; init; } = MerchantTypes.None;

    /// <summary>Merchant types that are not covered, whatever <see cref="Merchants"/> says.</summary>
    internal MerchantTypes ExceptMerchants { get; init; } = MerchantTypes.None;

    /// <summary>Cards that are never covered.</summary>
    internal StopList StopList { get; init; } = StopList.Empty;

    /// <summary>Whether requests are covered that were sent and got no answer in time.</summary>
    internal bool OnTimeOut { get; init; } = true;

    /// <summary>Whether requests with a PIN are covered, which the switch cannot verify.</summary>
    internal bool AllowPin { get; init; }
}
