namespace CardSwitch.Iso8583;

/// <summary>On which side of a short value the fill stands.</summary>
public enum PaddingSide : byte
{
    /// <summary>There is no fill.</summary>
    None,

    /// <summary>In front.</summary>
    Left,

    /// <summary>Behind.</summary>
    Right,
}
