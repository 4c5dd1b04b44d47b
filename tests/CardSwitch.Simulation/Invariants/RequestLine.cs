using CardSwitch.Iso8583;

namespace CardSwitch.Simulation.Invariants;

/// <summary>A request or an advice of an originator, as a station's records tell it.</summary>
internal struct RequestLine
{
    internal int Transaction;

    /// <summary>The line before it of the same transaction, or -1: an advice may follow a request.</summary>
    internal int Before;

    internal RequestMarks Marks;
    internal short Issuer;

    /// <summary>The trace number that its originator gave it.</summary>
    internal int OriginatorStan;

    /// <summary>The station's own trace number, DE 7 and type of the request as it is sent.</summary>
    internal int Stan;
    internal long Transmission;
    internal MessageType Type;

    /// <summary>The records that let the request, an approval, and the acknowledgement of its reversal leave.</summary>
    internal long SentRecord, ApprovedRecord, ReversedRecord;

    internal int Day;

    /// <summary>Reversals queued for it.</summary>
    internal int Reversals;

    /// <summary>Recorded in a former life of the station.</summary>
    internal bool IsFromBefore;

    internal readonly bool Is(RequestMarks marks) => (Marks & marks) != 0;
}
