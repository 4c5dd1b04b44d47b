using CardSwitch.Iso8583;

namespace CardSwitch.Simulation.Invariants;

/// <summary>An advice, reversal or reconciliation as a station's records tell it.</summary>
internal struct QueuedLine
{
    internal long Record;
    internal int Transaction;
    internal int Card;
    internal int Day;
    internal short Issuer;
    internal MessageType Type;
    internal int Stan;
    internal QueuedState State;

    /// <summary>It was given up once, and has lost its place in the order.</summary>
    internal bool WasParked;

    /// <summary>A digest of the first attempt without its type; 0 before.</summary>
    internal ulong Content;

    /// <summary>The next one in this station's list of the same card, or -1.</summary>
    internal int NextOfCard;
}
