using CardSwitch.Iso8583;

namespace CardSwitch.Simulation.Models;

/// <summary>One transaction and what its shop knows of it. Its number is in DE 37, wherever a message of it goes.</summary>
internal struct ShopTransaction
{
    internal int Shop;
    internal int Card;
    internal short Currency;
    internal TransactionKind Kind;
    internal bool HasPin;
    internal ShopState State;

    /// <summary>How often the request, and the reversal, was sent.</summary>
    internal int Requests, Reversals;

    /// <summary>Counts waits: the end of an earlier one is of no meaning.</summary>
    internal int Turn;

    internal int Stan, ReversalStan;

    /// <summary>DE 7 of the request and of the reversal.</summary>
    internal long Transmission, ReversalTransmission;

    internal long Amount;

    /// <summary>DE 95 of the reversal: what remains; below 0: nothing, the reversal is of the whole.</summary>
    internal long Replacement;

    /// <summary>The session over which something was sent last.</summary>
    internal long LastSession;

    /// <summary>What the shop believes to be approved, in minor units.</summary>
    internal long Believed;

    /// <summary>The first answer's code; the default before.</summary>
    internal ResponseCode Code;

    /// <summary>The same key was sent once with another content.</summary>
    internal bool SentDifferent;

    internal readonly bool IsOpen => State is ShopState.Asking or ShopState.Reversing;
}
