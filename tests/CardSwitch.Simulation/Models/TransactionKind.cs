namespace CardSwitch.Simulation.Models;

/// <summary>What shops do.</summary>
internal enum TransactionKind : byte
{
    /// <summary>0200, processing code 00.</summary>
    Purchase,

    /// <summary>0200, processing code 01, from a machine.</summary>
    Cash,

    /// <summary>0200, processing code 20: to the cardholder's credit.</summary>
    Refund,

    /// <summary>0100: promises, moves no money.</summary>
    Authorization,

    /// <summary>0220: a purchase approved without asking, told afterwards.</summary>
    Advice,
}
