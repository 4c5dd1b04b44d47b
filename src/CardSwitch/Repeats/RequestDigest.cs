using CardSwitch.Journal;

namespace CardSwitch.Repeats;

/// <summary>What the switch wants to know of a request besides its card: who it is, and what it is worth.</summary>
internal struct RequestDigest
{
    internal TransactionKey Key;

    /// <summary>The digest of what a repeat must have in common with it.</summary>
    internal uint Content;

    /// <summary>DE 11 as a number, or 0.</summary>
    internal int Stan;

    /// <summary>DE 3 as a number, or -1.</summary>
    internal int ProcessingCode;

    /// <summary>DE 4 as a number, or 0.</summary>
    internal long Amount;

    /// <summary>DE 32 as a number, or 0.</summary>
    internal long Acquirer;

    /// <summary>DE 49 as a number, or 0.</summary>
    internal short Currency;
}
