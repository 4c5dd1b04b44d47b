namespace CardSwitch.Iso8583;

/// <summary>What the bytes of a field must be: its content class as its encoding shows it on the wire.</summary>
internal enum WireClass : byte
{
    /// <summary>Any byte will do.</summary>
    Any,

    /// <summary>30 to 39.</summary>
    Digits,

    /// <summary>Letters and blanks.</summary>
    Letters,

    /// <summary>Letters, digits and blanks.</summary>
    AlphaNumeric,

    /// <summary>20 to 7E.</summary>
    Printable,

    /// <summary>30 to 3F, D or d.</summary>
    Track,

    /// <summary>0 to 9, A to F, a to f.</summary>
    Hex,

    /// <summary>Both nibbles 0 to 9.</summary>
    PackedDigits,

    /// <summary>20 to 7E and A0 to FF.</summary>
    Latin1,

    /// <summary>F0 to F9.</summary>
    EbcdicDigits,

    /// <summary>The EBCDIC forms of the classes above, the same in all code pages.</summary>
    EbcdicLetters,
    EbcdicAlphaNumeric,
    EbcdicTrack,
    EbcdicHex,

    /// <summary>40 to FE: every code page has the printable characters of Latin-1 there.</summary>
    EbcdicPrintable,

    /// <summary>C or D, then digits. From here on the classes depend on the place of a byte in its field.</summary>
    SignedDigits,

    /// <summary>C or D, then packed digits.</summary>
    SignedPacked,

    /// <summary>C or D, then digits, in EBCDIC.</summary>
    EbcdicSigned,

    /// <summary>EBCDIC digits, of which the last may have the zone C or D.</summary>
    ZonedDigits,

    /// <summary>Packed digits, in front of an odd number of which any digit or an F fills.</summary>
    PackedDigitsF,

    /// <summary>Packed digits, behind an odd number of which any digit or an F fills.</summary>
    PackedDigitsLeftF,
}
