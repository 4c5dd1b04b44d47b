namespace CardSwitch.Iso8583;

/// <summary>Why a message cannot be written. The numbers are part of the contract: append only.</summary>
public enum WriteError : byte
{
    /// <summary>Nothing: the value or the message is written.</summary>
    None = 0,

    /// <summary>The format does not define the field.</summary>
    UnknownField = 1,

    /// <summary>The value has more units than the field may have.</summary>
    TooLong = 2,

    /// <summary>The value has fewer units than the fixed length, and the field is not one to be padded.</summary>
    TooShort = 3,

    /// <summary>The value holds a character that the field's content class excludes.</summary>
    BadContent = 4,

    /// <summary>The destination has too little room for the message.</summary>
    DestinationTooSmall = 5,

    /// <summary>The message would be longer than any message can be: 65,535 bytes.</summary>
    FrameTooLong = 6,
}
