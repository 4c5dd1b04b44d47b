using CardSwitch.Iso8583;

namespace CardSwitch.Simulation.Invariants;

/// <summary>A transaction as a station's records tell it.</summary>
internal struct RequestLine
{
    internal RequestMarks Marks;
    internal short Issuer;

    /// <summary>The station's own trace number, DE 7 and type of the request as it is sent.</summary>
    internal int Stan;
    internal long Transmission;
    internal MessageType Type;

    /// <summary>The records that let the request, an approval, and an acknowledgement leave.</summary>
    internal long SentRecord, ApprovedRecord, LastRecord;

    internal int Day;

    /// <summary>Reversals queued for it.</summary>
    internal int Reversals;

    internal long ReversalRecord;

    internal readonly bool Is(RequestMarks marks) => (Marks & marks) != 0;
}
