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

    /// <summary>C or D, then digits.</summary>
    SignedDigits,

    /// <summary>C or D, then packed digits.</summary>
    SignedPacked,
}
