namespace CardSwitch.Iso8583;

/// <summary>What a jPOS class of fields puts on the wire.</summary>
internal enum JposData : byte
{
    /// <summary>Characters.</summary>
    Text,

    /// <summary>Digits, a byte each.</summary>
    Digits,

    /// <summary>Two digits a byte; an odd count is filled with 0 on the side that <c>pad</c> tells.</summary>
    Packed,

    /// <summary>Two digits a byte; an odd count is filled with F behind, or where <c>pad</c> is true with 0 in front.</summary>
    PackedF,

    /// <summary>Two digits a byte; an odd count is always filled with F behind.</summary>
    PackedAlwaysF,

    /// <summary>A sign and digits, characters all of them.</summary>
    Signed,

    /// <summary>A sign character and two digits a byte.</summary>
    SignedPacked,

    /// <summary>EBCDIC digits with the sign in the zone of the last.</summary>
    Zoned,

    /// <summary>Bytes, plain or in hexadecimal.</summary>
    Bytes,

    /// <summary>Hexadecimal digits, two a byte: bytes whose length is told in digits.</summary>
    HexSymbols,

    /// <summary>A bitmap.</summary>
    Bitmap,

    /// <summary>A bitmap whose first bit names an element and announces no other bitmap.</summary>
    PlainBitmap,

    /// <summary>Nothing at all: the field has no place in the message.</summary>
    Nothing,

    /// <summary>What a format cannot say.</summary>
    Refused,
}
