namespace CardSwitch.Iso8583;

/// <summary>How the parser finds a field's length.</summary>
internal enum LengthKind : byte
{
    /// <summary>The format does not know the field.</summary>
    Undefined,

    Fixed,

    /// <summary>Two characters, ASCII or EBCDIC, so common that they have a way of their own.</summary>
    TwoDigits,

    /// <summary>Any number of characters.</summary>
    Digits,

    /// <summary>Packed digits.</summary>
    BcdPrefix,

    /// <summary>Hexadecimal characters.</summary>
    HexPrefix,

    /// <summary>Big-endian bytes.</summary>
    BinaryPrefix,

    /// <summary>
    /// Anything else: a prefix that counts something other than units, a terminator, the rest of the container, or content
    /// that can be checked only when the number of units is known. The fast walk ends there, and <see cref="RareField"/> reads it.
    /// </summary>
    Rare,
}
