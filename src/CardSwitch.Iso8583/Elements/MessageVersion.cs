namespace CardSwitch.Iso8583;

/// <summary>First digit of the message type: the edition of ISO 8583 that the message follows.</summary>
public enum MessageVersion : byte
{
    Iso1987 = 0,
    Iso1993 = 1,
    Iso2003 = 2,
    National = 8,
    Private = 9,
}
