namespace CardSwitch.Security;

/// <summary>Mode of use of a key: TR-31:2018 (ANSI X9.143), table 8; the value is the character of the header.</summary>
internal enum KeyMode
{
    /// <summary>Encrypts and decrypts.</summary>
    Both = 'B',

    /// <summary>Generates and verifies MACs.</summary>
    GenerateAndVerify = 'C',

    /// <summary>Decrypts only.</summary>
    Decrypt = 'D',

    /// <summary>Encrypts only.</summary>
    Encrypt = 'E',

    /// <summary>Generates MACs only.</summary>
    Generate = 'G',

    /// <summary>Anything that the usage allows.</summary>
    NoRestriction = 'N',

    /// <summary>Verifies MACs only.</summary>
    Verify = 'V',

    /// <summary>Derives other keys.</summary>
    Derive = 'X',
}
