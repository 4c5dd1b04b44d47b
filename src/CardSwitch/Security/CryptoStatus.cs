namespace CardSwitch.Security;

/// <summary>What became of a cryptographic operation. Says no more than the caller may know.</summary>
public enum CryptoStatus
{
    /// <summary>Done.</summary>
    Ok,

    /// <summary>Refused by rule: the key's usage or algorithm, a forbidden pair of formats, a change of card number.</summary>
    Refused,

    /// <summary>What came is not right: a wrong MAC, a PIN block that cannot be read. One answer for every reason.</summary>
    Invalid,

    /// <summary>The provider cannot be used now.</summary>
    Unavailable,
}
