namespace CardSwitch.Iso8583;

/// <summary>How the digits of a length prefix stand on the wire.</summary>
public enum PrefixEncoding : byte
{
    /// <summary>One ASCII digit a byte: LL is 2 bytes, LLL 3.</summary>
    Ascii,

    /// <summary>Two digits a byte, right-justified: LL is 1 byte, LLL 2.</summary>
    Bcd,
}
