using System.Security.Cryptography;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>Enciphered PIN blocks by text and the library's ciphers.</summary>
internal static class SlowPin
{
    internal static byte[] Triple(byte[] key, string clearBlock)
    {
        using SymmetricAlgorithm cipher = LibraryCipher.Create(KeyAlgorithm.Tdes, key);
        return cipher.EncryptEcb(Convert.FromHexString(clearBlock), PaddingMode.None);
    }

    internal static byte[] Format4(byte[] key, string pin, string pan)
    {
        using SymmetricAlgorithm cipher = LibraryCipher.Create(KeyAlgorithm.Aes, key);
        byte[] pinField = Convert.FromHexString($"4{pin.Length:X}{pin}".PadRight(16, 'A') + "0011223344556677");
        byte[] panField = Convert.FromHexString($"{pan.Length - 12:X}{pan}".PadRight(32, '0'));
        byte[] block = cipher.EncryptEcb(pinField, PaddingMode.None);
        for (int i = 0; i < 16; i++) block[i] ^= panField[i];
        return cipher.EncryptEcb(block, PaddingMode.None);
    }
}
