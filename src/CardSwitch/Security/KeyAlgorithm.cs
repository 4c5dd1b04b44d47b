namespace CardSwitch.Security;

/// <summary>The cipher that a key is for.</summary>
public enum KeyAlgorithm
{
    /// <summary>DES, for ISO 9797-1 algorithm 1 on old links only.</summary>
    Des,

    /// <summary>Triple DES with two or three keys.</summary>
    Tdes,

    /// <summary>AES with 128, 192 or 256 bits.</summary>
    Aes,
}
