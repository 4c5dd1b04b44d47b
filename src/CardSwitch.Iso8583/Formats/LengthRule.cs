namespace CardSwitch.Iso8583;

/// <summary>How a reader knows where a field ends.</summary>
public enum LengthRule : byte
{
    /// <summary>Every value has the same length.</summary>
    Fixed,

    /// <summary>A length prefix tells.</summary>
    Prefixed,

    /// <summary>A byte behind the value that cannot stand in it; it belongs to the field and not to the value.</summary>
    Terminated,

    /// <summary>It is the last of its container, message or field, and takes what is left.</summary>
    Rest,
}
