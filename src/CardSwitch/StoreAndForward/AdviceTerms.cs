using CardSwitch.Iso8583;
using CardSwitch.Repeats;

namespace CardSwitch.StoreAndForward;

/// <summary>What an advice to an issuer says besides what it takes from the message that it is made of.</summary>
/// <param name="Type">0120 or 0220; a later edition's digit in front.</param>
/// <param name="Stan">DE 11: the station's own.</param>
/// <param name="Transmission">DE 7, MMDDhhmmss as a number.</param>
/// <param name="Day">The business day for DE 15, as yyyymmdd; 0 leaves that field as it is.</param>
/// <param name="Institution">DE 33, the station's own; 0 leaves that field as it is.</param>
/// <param name="Code">DE 39, the answer that the originator got; by default that field stays as it is.</param>
/// <param name="Approval">DE 38, if the originator got one; else that field stays as it is.</param>
internal readonly record struct AdviceTerms(
    MessageType Type,
    int Stan,
    long Transmission,
    int Day = 0,
    long Institution = 0,
    ResponseCode Code = default,
    ApprovalCode Approval = default);
