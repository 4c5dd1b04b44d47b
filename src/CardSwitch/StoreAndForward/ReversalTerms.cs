using CardSwitch.Iso8583;
using CardSwitch.Repeats;

namespace CardSwitch.StoreAndForward;

/// <summary>What a reversal to an issuer says besides what it takes from the message that it is made of.</summary>
/// <param name="Type">0420, or 0400 where the issuer wants reversals as requests; a later edition's digit in front.</param>
/// <param name="Stan">DE 11: the station's own.</param>
/// <param name="Transmission">DE 7, MMDDhhmmss as a number.</param>
/// <param name="OriginalType">Type of the request to be reversed, as sent to the issuer.</param>
/// <param name="OriginalStan">DE 11 of that request, as sent.</param>
/// <param name="OriginalTransmission">DE 7 of that request, as sent; 0 if it had none.</param>
/// <param name="Day">The business day for DE 15, as yyyymmdd; 0 leaves that field as it is.</param>
/// <param name="Institution">DE 33, the station's own; 0 leaves that field as it is.</param>
/// <param name="Reason">DE 39; none by default.</param>
/// <param name="Approval">DE 38 of the approval to be reversed, if one was seen.</param>
/// <param name="ReplacementAmount">What remains of the original in minor units; below 0 nothing is said of that.</param>
internal readonly record struct ReversalTerms(
    MessageType Type,
    int Stan,
    long Transmission,
    MessageType OriginalType,
    int OriginalStan,
    long OriginalTransmission,
    int Day = 0,
    long Institution = 0,
    ResponseCode Reason = default,
    ApprovalCode Approval = default,
    long ReplacementAmount = -1);
