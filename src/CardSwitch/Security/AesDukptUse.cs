namespace CardSwitch.Security;

/// <summary>What a key of AES DUKPT is for: the key usage indicator of ANSI X9.24-3:2017, table 2, as the terminal sees it.</summary>
internal enum AesDukptUse
{
    KeyEncryption = 0x0002,
    Pin = 0x1000,
    MacGeneration = 0x2000,
    MacVerification = 0x2001,
    MacBothWays = 0x2002,
    DataEncryption = 0x3000,
    DataDecryption = 0x3001,
    DataBothWays = 0x3002,
    KeyDerivation = 0x8000,
    InitialKey = 0x8001,
}
