namespace CardSwitch.Iso8583;

/// <summary>What is wrong with a frame. The numbers are part of the contract: append only.</summary>
public enum ParseError : byte
{
    /// <summary>Nothing: the frame is a message.</summary>
    None = 0,

    /// <summary>The frame ends within the field, its length prefix or the bitmap.</summary>
    Truncated = 1,

    /// <summary>The length prefix says more than the format allows.</summary>
    LengthOverMaximum = 2,

    /// <summary>The length prefix holds something other than digits.</summary>
    BadLengthDigits = 3,

    /// <summary>The field holds a byte that its content class excludes; in a numeric field, one that is no digit.</summary>
    BadContent = 4,

    /// <summary>The bitmap announces a field that the format does not define.</summary>
    UnknownField = 5,

    /// <summary>Bytes follow the last field.</summary>
    TrailingBytes = 6,

    /// <summary>The message type identifier is not four digits.</summary>
    BadMessageType = 7,

    /// <summary>The bitmap is not hexadecimal text where the format wants that.</summary>
    BadBitmap = 8,

    /// <summary>The frame is longer than any message can be: 65,535 bytes.</summary>
    FrameTooLong = 9,

    /// <summary>The header is not what the format wants before the message type.</summary>
    BadHeader = 10,
}
