namespace CardSwitch.Security;

/// <summary>Why a key block was not opened.</summary>
internal enum KeyBlockFault
{
    None,

    /// <summary>A, C or unknown: their MAC does not bind the key, and they are refused by policy.</summary>
    Version,

    /// <summary>The length in the header, or what is left of it for key and MAC.</summary>
    Length,

    /// <summary>A character that may not stand where it stands.</summary>
    Character,

    /// <summary>The optional blocks do not fill their place.</summary>
    OptionalBlock,

    /// <summary>The protection key is not of the cipher of the version.</summary>
    ProtectionKey,

    /// <summary>The MAC: altered, or under another key.</summary>
    Authenticator,

    /// <summary>The MAC is right, but the length in front of the key cannot be.</summary>
    KeyLength,
}
