namespace CardSwitch.Iso8583;

/// <summary>How the units of a value and its wire bytes relate.</summary>
internal enum UnitShape : byte
{
    /// <summary>One byte a character or byte, the same on the wire as in the plain value.</summary>
    ByteEach,

    /// <summary>One byte a character, in an EBCDIC code page.</summary>
    Ebcdic1047,
    Ebcdic037,
    Ebcdic500,

    /// <summary>Two digits a byte, zero nibble in front of an odd count.</summary>
    Packed,

    /// <summary>Two digits a byte, zero nibble behind an odd count.</summary>
    PackedLeft,

    /// <summary>Two digits a byte, nibble F in front of an odd count.</summary>
    PackedF,

    /// <summary>Two digits a byte, nibble F behind an odd count.</summary>
    PackedLeftF,

    /// <summary>Two hexadecimal characters a byte of value.</summary>
    Hex,

    /// <summary>The same in EBCDIC.</summary>
    HexEbcdic,

    /// <summary>A sign character, then two digits a byte.</summary>
    SignedPacked,

    /// <summary>EBCDIC digits, the sign in the zone of the last.</summary>
    Zoned,
}
