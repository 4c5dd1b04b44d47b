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

    /// <summary>One byte a character, ISO 8859-1: as ASCII, and in text also A0 to FF.</summary>
    Latin1,

    /// <summary>Two digits a byte; an odd count has a zero nibble behind.</summary>
    BcdLeft,

    /// <summary>Two digits a byte; an odd count has a nibble F in front.</summary>
    BcdF,

    /// <summary>Two digits a byte; an odd count has a nibble F behind, as EMV's cn and tag 57.</summary>
    BcdLeftF,

    /// <summary>One byte a character, EBCDIC code page 1047 (Open Systems Latin-1).</summary>
    Ebcdic1047,

    /// <summary>One byte a character, EBCDIC code page 037 (USA, Canada).</summary>
    Ebcdic037,

    /// <summary>One byte a character, EBCDIC code page 500 (International).</summary>
    Ebcdic500,

    /// <summary>Two hexadecimal EBCDIC characters a byte of value, upper case when written.</summary>
    HexEbcdic,

    /// <summary>
    /// Zoned decimal: a signed number (x+n) as EBCDIC digits, whose sign is the zone of the last one: D for debit, F (or,
    /// when read, C) for credit. One byte fewer than the value has units, since the sign takes none.
    /// </summary>
    Zoned,
}
