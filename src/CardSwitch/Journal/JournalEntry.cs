using CardSwitch.Iso8583;

namespace CardSwitch.Journal;

/// <summary>
/// What the core wants recorded, in its own terms. It lives for one call; a journal that keeps it takes what it needs,
/// and never PIN or track data. Nothing is copied where nothing is kept.
/// </summary>
internal ref struct JournalEntry
{
    internal RecordKind Kind;

    /// <summary>What the record adds to the totals.</summary>
    internal TotalsEffect Effect;

    /// <summary>The issuer's position in the station's list, or -1.</summary>
    internal short Issuer;

    /// <summary>Type of the message that it is about: of the request for its outcomes, of the advice for those of the queue.</summary>
    internal MessageType Type;

    /// <summary>The code that the originator gets, or that came with what the record is about.</summary>
    internal ResponseCode Code;

    /// <summary>The station's own trace number towards the issuer, or 0.</summary>
    internal int Stan;

    /// <summary>The trace number that the originator gave its request, or 0.</summary>
    internal int OriginatorStan;

    /// <summary>The business day, as yyyymmdd.</summary>
    internal int Day;

    /// <summary>DE 49 as a number.</summary>
    internal short Currency;

    /// <summary>The field that differed, of an unmatched answer.</summary>
    internal byte Field;

    /// <summary>By the wall clock, in ms since 1970.</summary>
    internal long UnixMs;

    /// <summary>Minor units: what is added to the totals, or was asked for.</summary>
    internal long Amount;

    /// <summary>DE 32 of the request as a number, or 0: whose totals it belongs to besides the issuer's.</summary>
    internal long Acquirer;

    /// <summary>The request concerned; for what is queued, the original's.</summary>
    internal TransactionKey Key;

    /// <summary>A digest of the fields that a repeat must have in common with its first attempt.</summary>
    internal uint Content;

    /// <summary>The lane of the queue (a keyed hash of the card number), of what is queued.</summary>
    internal ulong Lane;

    /// <summary>
    /// The number of the record that put into the queue what this one is about, or 0. Of one that puts something into the
    /// queue itself: the number that it had in the journal of the station that it was taken over from.
    /// </summary>
    internal long Queued;

    /// <summary>Whether <see cref="Message"/> is one.</summary>
    internal bool HasMessage;

    /// <summary>The message, unscrubbed; only if <see cref="HasMessage"/>.</summary>
    internal MessageView Message;
}
