namespace CardSwitch.Iso8583;

/// <summary>How the number in a length prefix stands on the wire. The width is counted in the units named here.</summary>
public enum PrefixEncoding : byte
{
    /// <summary>One ASCII digit a byte: LL is 2 bytes, LLL 3; 1 to 6 digits.</summary>
    Ascii,

    /// <summary>Two digits a byte, right-justified: LL is 1 byte, LLL 2; 1 to 6 digits.</summary>
    Bcd,

    /// <summary>One EBCDIC digit (F0 to F9) a byte; 1 to 6 digits.</summary>
    Ebcdic,

    /// <summary>Hexadecimal ASCII characters, most significant first; 1 to 8 of them.</summary>
    Hex,

    /// <summary>A binary number, most significant byte first; 1 to 4 bytes.</summary>
    Binary,
}
