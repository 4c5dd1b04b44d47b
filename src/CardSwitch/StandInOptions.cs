using System.Security.Cryptography;
using CardSwitch.Iso8583;
using CardSwitch.StandIn;

namespace CardSwitch;

/// <summary>
/// What a station may approve in an issuer's place when that one is down or silent. Only requests for purchases and cash
/// (0100 and 0200, processing code 00 to 19) are ever stood in. Every approval leaves an advice for the issuer. Amounts are
/// in the minor units of <see cref="Currency"/>, and limits are inclusive.
/// </summary>
public sealed class StandInOptions
{
    /// <summary>The currency (DE 49) of the limits; requests in any other are not stood in.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The highest amount (DE 4) of one transaction.</summary>
    public required long AmountLimit { get; init; }

    /// <summary>The highest sum of one card on one business day; not below <see cref="AmountLimit"/>.</summary>
    public required long DailyAmount { get; init; }

    /// <summary>The most approvals of one card on one business day.</summary>
    public required int DailyCount { get; init; }

    /// <summary>
    /// Merchant types (DE 18) that are covered: four digits (<c>5411</c>) or an inclusive range (<c>3000-3299</c>). Empty by
    /// default: all are.
    /// </summary>
    public IReadOnlyList<string> Merchants { get; init; } = [];

    /// <summary>Merchant types that are not covered, in the same form, whatever <see cref="Merchants"/> says.</summary>
    public IReadOnlyList<string> ExceptMerchants { get; init; } = [];

    /// <summary>
    /// Cards that are never covered; add them before the station is made. Kept as keyed hashes under a key of this object's
    /// own, never as numbers.
    /// </summary>
    public StopList StopList { get; } = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>
    /// Whether requests are covered that were sent and got no answer in time, besides those that could not be sent; true by
    /// default. The request itself is reversed at the issuer; the advice tells of the approval in its place.
    /// </summary>
    public bool OnTimeOut { get; init; } = true;

    /// <summary>Whether requests with a PIN (DE 52) are covered, though nobody has verified it; false by default.</summary>
    public bool AllowPin { get; init; }
}
