namespace CardSwitch.Iso8583;

/// <summary>How the parser finds a field's length.</summary>
internal enum LengthKind : byte
{
    /// <summary>The format does not know the field.</summary>
    Undefined,

    Fixed,

    /// <summary>Two ASCII digits, so common that they have a way of their own.</summary>
    AsciiLL,

    /// <summary>Any number of ASCII digits.</summary>
    AsciiPrefix,

    /// <summary>Packed digits.</summary>
    BcdPrefix,
}
