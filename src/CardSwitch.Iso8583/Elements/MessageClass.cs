namespace CardSwitch.Iso8583;

/// <summary>Second digit of the message type: what the message is about. 0 and 9 are reserved.</summary>
public enum MessageClass : byte
{
    Authorization = 1,
    Financial = 2,

    /// <summary>File update in the 1987 edition.</summary>
    FileAction = 3,

    /// <summary>Reversal, and chargeback when the card issuer sends it.</summary>
    Reversal = 4,

    Reconciliation = 5,
    Administrative = 6,

    /// <summary>Reserved in the 1987 edition.</summary>
    FeeCollection = 7,

    NetworkManagement = 8,
}
