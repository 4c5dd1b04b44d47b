using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Repeats;

/// <summary>What is kept of a request to know its repeats and reversals by. 72 bytes.</summary>
internal struct KnownTransaction
{
    internal TransactionKey Key;

    /// <summary>Minor units.</summary>
    internal long Amount;

    /// <summary>The answer's place in <see cref="StoredAnswers"/>, or 0.</summary>
    internal long Answer;

    /// <summary>The journal's number of the record that decided it: what is said again waits for it as well.</summary>
    internal long Record;

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

    /// <summary>How often the answer was given to a link and not known to be lost with it.</summary>
    internal byte Copies;

    /// <summary>Whether its reversal left some of the amount.</summary>
    internal bool IsPartlyReversed;

    internal ApprovalCode Approval;
}
