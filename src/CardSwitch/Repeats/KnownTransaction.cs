using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Repeats;

/// <summary>What is kept of a request to know its repeats and reversals by. 64 bytes.</summary>
internal struct KnownTransaction
{
    internal TransactionKey Key;

    /// <summary>Minor units.</summary>
    internal long Amount;

    /// <summary>The answer's place in <see cref="StoredAnswers"/>, or 0.</summary>
    internal long Answer;

    /// <summary>A digest of the fields that a repeat must have in common with its first attempt.</summary>
    internal uint Content;

    /// <summary>The station's own trace number towards the issuer, or 0.</summary>
    internal int Stan;

    /// <summary>The business day, as yyyymmdd.</summary>
    internal int Day;

    internal ResponseCode Code;
    internal MessageType Type;

    /// <summary>The issuer's position in the station's list, or -1.</summary>
    internal short Issuer;

    /// <summary>DE 49 as a number.</summary>
    internal short Currency;

    internal KnownState State;

    /// <summary>What it has added to the totals.</summary>
    internal TotalsEffect Effect;

    internal ApprovalCode Approval;
}
