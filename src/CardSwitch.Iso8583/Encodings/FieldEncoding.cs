namespace CardSwitch.Iso8583;

/// <summary>How the units of a value (characters, digits or bytes) stand on the wire.</summary>
public enum FieldEncoding : byte
{
    /// <summary>One byte a character, ISO 646.</summary>
    Ascii,

    /// <summary>Two digits a byte; an odd count has a zero nibble in front. A track separator is nibble D.</summary>
    Bcd,

    /// <summary>Bytes as they are.</summary>
    Binary,

    /// <summary>Two hexadecimal ASCII characters a byte of value, upper case when written.</summary>
    HexAscii,
}
