namespace CardSwitch.Security;

/// <summary>How a message authentication code is computed, by a key of the usage of the same name.</summary>
public enum MacAlgorithm
{
    /// <summary>CMAC with AES (NIST SP 800-38B; ISO 9797-1 algorithm 5). The default.</summary>
    AesCmac,

    /// <summary>CMAC with Triple DES.</summary>
    TdesCmac,

    /// <summary>ISO 9797-1 algorithm 1, padding method 1, with DES or Triple DES (ANSI X9.9).</summary>
    Algorithm1,

    /// <summary>ISO 9797-1 algorithm 3, padding method 1: the retail MAC of ANSI X9.19.</summary>
    Algorithm3,
}
