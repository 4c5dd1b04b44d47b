namespace CardSwitch.Security;

/// <summary>Kinds of keys that AES DUKPT derives: the algorithm indicator of ANSI X9.24-3:2017, table 3.</summary>
internal enum AesDukptKeyType
{
    Tdes128 = 0,
    Tdes192 = 1,
    Aes128 = 2,
    Aes192 = 3,
    Aes256 = 4,
    Hmac = 5,
}
