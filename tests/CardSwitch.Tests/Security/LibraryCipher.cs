using System.Security.Cryptography;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>The base class library's cipher of a key: a Triple DES key of 16 bytes is K1 K2 K1.</summary>
internal static class LibraryCipher
{
    internal static SymmetricAlgorithm Create(KeyAlgorithm algorithm, byte[] key)
    {
        SymmetricAlgorithm cipher = algorithm switch
        {
#pragma warning disable CA5350, CA5351 // The twin of what is tested.
            KeyAlgorithm.Des => DES.Create(),
            KeyAlgorithm.Tdes => TripleDES.Create(),
#pragma warning restore CA5350, CA5351
            _ => Aes.Create(),
        };
        cipher.Key = algorithm == KeyAlgorithm.Tdes && key.Length == 16 ? [.. key, .. key.AsSpan(0, 8)] : key;
        return cipher;
    }
}
