namespace CardSwitch.Security;

/// <summary>What a key may be used for: the key usage of TR-31:2018 (ANSI X9.143), table 6. Enforced by every provider.</summary>
public enum KeyUsage
{
    /// <summary>B0: base derivation key of DUKPT.</summary>
    BaseDerivationKey,

    /// <summary>B1: initial DUKPT key of one terminal.</summary>
    InitialDukptKey,

    /// <summary>D0: data encryption.</summary>
    DataEncryption,

    /// <summary>K0: key encryption, without key blocks.</summary>
    KeyEncryption,

    /// <summary>K1: TR-31 key block protection.</summary>
    KeyBlockProtection,

    /// <summary>M1: ISO 9797-1 algorithm 1.</summary>
    MacAlgorithm1,

    /// <summary>M3: ISO 9797-1 algorithm 3.</summary>
    MacAlgorithm3,

    /// <summary>M6: ISO 9797-1 algorithm 5, CMAC.</summary>
    MacCmac,

    /// <summary>P0: PIN encryption between zones.</summary>
    PinEncryption,
}
