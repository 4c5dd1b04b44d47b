namespace CardSwitch.Iso8583;

/// <summary>How the units of a value and its wire bytes relate.</summary>
internal enum UnitShape : byte
{
    /// <summary>One byte a character or byte.</summary>
    ByteEach = 0,

    /// <summary>Two digits a byte, zero nibble in front of an odd count.</summary>
    Packed = 1,

    /// <summary>Two hexadecimal characters a byte of value.</summary>
    Hex = 2,

    /// <summary>A sign character, then two digits a byte.</summary>
    SignedPacked = 3,
}
