namespace CardSwitch.Security;

/// <summary>What is told of a key block that was not opened: what to look for, nothing of what it holds.</summary>
internal static class KeyBlockFaults
{
    internal static string Explain(KeyBlockFault fault) => fault switch
    {
        KeyBlockFault.Version => "The key block is not of version D or B (TR-31); versions A and C are refused.",
        KeyBlockFault.Length => "The key block is not as long as its header says, or too short for a key.",
        KeyBlockFault.Character => "The key block has a character where none of its kind may stand.",
        KeyBlockFault.OptionalBlock => "The optional blocks of the key block do not fill their place.",
        KeyBlockFault.ProtectionKey => "No protection key of the cipher of this version is there: AES for D, Triple DES for B.",
        KeyBlockFault.KeyLength => "The length in front of the key in the key block cannot be.",
        _ => "The authenticator of the key block is wrong: it was altered, or is under another protection key.",
    };
}
