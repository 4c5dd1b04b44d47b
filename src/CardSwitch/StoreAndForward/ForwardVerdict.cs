using CardSwitch.Iso8583;

namespace CardSwitch.StoreAndForward;

/// <summary>
/// What the answer's code means for an advice. An advice tells of what has happened, so that a refusal is a matter for
/// people: only an acceptance is final, and only codes that say "not now" are worth another attempt.
/// </summary>
internal static class ForwardVerdict
{
    internal static ForwardEnd Of(MessageType type, ResponseCode code) =>
        code.IsApproval || IsAcknowledgement(code) || IsComparison(type, code) ? ForwardEnd.Accepted
        : IsNotNow(code) ? ForwardEnd.Retry
        : ForwardEnd.Parked;

    // Totals that do not agree are an answer too, and no better for being asked again.
    private static bool IsComparison(MessageType type, ResponseCode code) =>
        type.Class == MessageClass.Reconciliation && code == ResponseCode.ReconcileError;

    // Action codes of later editions are no approvals where they only take note: 400 accepts a reversal, 500 and 501 take
    // over totals, in balance or not. The 2003 edition puts a zero behind.
    private static bool IsAcknowledgement(ResponseCode code) =>
        code.Length > 2
        && (code == ResponseCode.Of("400"u8) || code == ResponseCode.Of("500"u8) || code == ResponseCode.Of("501"u8)
            || code == ResponseCode.Of("4000"u8) || code == ResponseCode.Of("5000"u8));

    // 1987: 91 issuer or switch inoperative, 96 system malfunction. 1993: the same are 907 and 909; 911 is an issuer's
    // time-out.
    private static bool IsNotNow(ResponseCode code) =>
        code == ResponseCode.IssuerUnavailable || code == ResponseCode.SystemMalfunction
        || code == ResponseCode.Of("907"u8) || code == ResponseCode.Of("909"u8) || code == ResponseCode.Of("911"u8);
}
