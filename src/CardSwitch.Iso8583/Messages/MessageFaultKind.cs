namespace CardSwitch.Iso8583;

/// <summary>What a check finds wrong with a message. The numbers are part of the contract: append only.</summary>
public enum MessageFaultKind : byte
{
    /// <summary>A field that messages of the type must have is missing.</summary>
    Missing = 1,

    /// <summary>A field that messages of the type must not have is there.</summary>
    Forbidden = 2,

    /// <summary>A byte that the content class excludes.</summary>
    BadContent = 3,

    /// <summary>Digits that are no date or time of the field's layout.</summary>
    BadDate = 4,

    /// <summary>The elements within a field cannot be read to the end.</summary>
    BadElements = 5,
}
