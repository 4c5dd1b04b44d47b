namespace CardSwitch.Framing;

/// <summary>How the length before a message is written.</summary>
public enum LengthEncoding
{
    /// <summary>Binary, most significant byte first; 1 to 4 bytes.</summary>
    BigEndian,

    /// <summary>Binary, least significant byte first; 1 to 4 bytes.</summary>
    LittleEndian,

    /// <summary>ASCII digits, one a byte; 2 to 6 bytes.</summary>
    AsciiDigits,

    /// <summary>Binary coded decimal, two digits a byte; 1 to 3 bytes.</summary>
    Bcd,
}
