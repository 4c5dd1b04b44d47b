namespace CardSwitch.Simulation.Models;

/// <summary>What became of a message at the bank.</summary>
internal enum BankState : byte
{
    Approved,
    Declined,

    /// <summary>Approved first, and reversed, in whole or in part.</summary>
    Reversed,

    /// <summary>Its reversal came first: it is refused when it comes.</summary>
    Blocked,

    /// <summary>A reversal, taken.</summary>
    Reversal,
}
