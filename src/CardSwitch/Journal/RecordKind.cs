namespace CardSwitch.Journal;

/// <summary>
/// What a record says. Numbers are written to journals: they are never changed or used again. A decision and the message
/// that it makes due are one record, so that no crash can come between them: a record of <see cref="TimedOut"/>,
/// <see cref="StoodIn"/>, <see cref="Queued"/>, <see cref="Undelivered"/> or <see cref="Reversed"/> that has a message
/// puts it into the queue to the issuer, under the record's own number.
/// </summary>
public enum RecordKind : byte
{
    /// <summary>A request goes to its issuer. Its message is the request as sent.</summary>
    Sent = 1,

    /// <summary>The issuer's answer was matched; it decides the request. Its message is the answer.</summary>
    Answered = 2,

    /// <summary>No answer in time. Its message is the reversal; a request that moves no money has none.</summary>
    TimedOut = 3,

    /// <summary>The switch approved in the issuer's place. Its message is the advice to the issuer.</summary>
    StoodIn = 4,

    /// <summary>An originator's advice, or a reconciliation, waits to be forwarded. Its message is what will be sent.</summary>
    Queued = 5,

    /// <summary>The destination accepted what was queued.</summary>
    Forwarded = 6,

    /// <summary>What was queued was given up until an operator releases it.</summary>
    Parked = 7,

    /// <summary>An operator released what was parked.</summary>
    Released = 8,

    /// <summary>A reversal of an unknown original was accepted: the original is refused if it comes.</summary>
    Blocked = 9,

    /// <summary>An answer came after its request had timed out.</summary>
    Late = 10,

    /// <summary>An answer fitted no request.</summary>
    Unmatched = 11,

    /// <summary>An approval did not reach its originator. Its message is the reversal.</summary>
    Undelivered = 12,

    /// <summary>An originator reversed its request. Its message is the reversal to the issuer.</summary>
    Reversed = 13,

    /// <summary>A new business day is open; the one before stays open too.</summary>
    DayOpened = 14,

    /// <summary>A business day is closed: nothing of it waits any more.</summary>
    DayClosed = 15,

    /// <summary>A counterpart's totals were compared with ours; the code says 00 equal, 95 not.</summary>
    Reconciled = 16,

    /// <summary>A link's counterpart signed on or off, or changed the day; the code is that of the answer.</summary>
    Network = 17,

    /// <summary>
    /// A message came with a wrong message authentication code, or none, and went nowhere. Field: that of the code, 0 if there was
    /// none. Its message is the one that came.
    /// </summary>
    MacFailed = 18,
}
