using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>The two keys that a key block's protection key stands for, by its versions B and D: one enciphers, one makes the MAC.</summary>
internal static class KeyBlockKeys
{
    /// <summary>Use 0000: enciphers.</summary>
    internal const byte Encryption = 0;

    /// <summary>Use 0001: makes the MAC.</summary>
    internal const byte Authentication = 1;

    /// <summary>CMAC under the protection key of a counter, the use, and the kind of key wanted, until it is long enough.</summary>
    internal static void Derive(KeyAlgorithm algorithm, ReadOnlySpan<byte> protectionKey, byte use, Span<byte> key)
    {
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        Span<byte> part = stackalloc byte[BlockCipher.MaximumBlockLength];
        BlockCipher cipher = BlockCipher.Expand(algorithm, protectionKey, memory);
        part = part[..cipher.BlockLength];
        int bits = 8 * protectionKey.Length;
        byte kind = algorithm == KeyAlgorithm.Tdes ? (byte)((bits / 64) - 2) : (byte)(bits / 64);
        Span<byte> input = [1, 0, use, 0, 0, kind, (byte)(bits >> 8), (byte)bits];
        for (Span<byte> rest = key[..protectionKey.Length]; !rest.IsEmpty; input[0]++)
        {
            Cmac.ComputeOnce(cipher, input, part);
            int taken = Math.Min(rest.Length, part.Length);
            part[..taken].CopyTo(rest);
            rest = rest[taken..];
        }
        CryptographicOperations.ZeroMemory(memory);
        CryptographicOperations.ZeroMemory(part);
    }
}
