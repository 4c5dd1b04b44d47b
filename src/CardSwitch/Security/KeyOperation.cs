namespace CardSwitch.Security;

/// <summary>What a key is asked for; its header says whether it may.</summary>
internal enum KeyOperation
{
    GenerateMac,
    VerifyMac,
    EncryptPin,
    DecryptPin,
    DeriveDukpt,
    OpenKeyBlock,
}
