namespace CardSwitch.Iso8583;

/// <summary>
/// Fourth digit of the message type: who began the dialogue, and whether this is a repeat; 6 to 9 are reserved. In the
/// 1987 edition 2 and 3 after class 1 or 2 mean a completion and its repeat, not a message from the issuer.
/// </summary>
public enum MessageOrigin : byte
{
    Acquirer = 0,
    AcquirerRepeat = 1,
    Issuer = 2,
    IssuerRepeat = 3,
    Other = 4,
    OtherRepeat = 5,
}
