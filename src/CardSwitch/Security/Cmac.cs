using System.Diagnostics;
using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>CMAC: NIST SP 800-38B, ISO/IEC 9797-1 algorithm 5, with AES or Triple DES.</summary>
internal static class Cmac
{
    /// <summary>Bytes for both subkeys of any cipher.</summary>
    internal const int SubkeysLength = 2 * BlockCipher.MaximumBlockLength;

    /// <summary>Makes K1 and, right behind it, K2.</summary>
    internal static void MakeSubkeys(in BlockCipher cipher, Span<byte> subkeys)
    {
        int length = cipher.BlockLength;
        Span<byte> first = subkeys[..length];
        Span<byte> second = subkeys.Slice(length, length);
        first.Clear();
        cipher.Encrypt(first);
        Double(first);
        first.CopyTo(second);
        Double(second);
    }

    /// <summary>Computes the MAC of a message; as many bytes of it from the left as there is room for.</summary>
    internal static void Compute(in BlockCipher cipher, ReadOnlySpan<byte> subkeys, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        int length = cipher.BlockLength;
        Debug.Assert(mac.Length <= length);
        Span<byte> chain = stackalloc byte[BlockCipher.MaximumBlockLength];
        chain = chain[..length];
        chain.Clear();
        int last = message.IsEmpty ? 0 : (message.Length - 1) / length * length;
        cipher.Chain(chain, message[..last]);

        ReadOnlySpan<byte> rest = message[last..];
        bool whole = rest.Length == length;
        ReadOnlySpan<byte> subkey = subkeys.Slice(whole ? 0 : length, length);
        for (int i = 0; i < rest.Length; i++) chain[i] ^= rest[i];
        if (!whole) chain[rest.Length] ^= 0x80;
        for (int i = 0; i < length; i++) chain[i] ^= subkey[i];
        cipher.Encrypt(chain);
        chain[..mac.Length].CopyTo(mac);
    }

    /// <summary>As <see cref="Compute"/>, for a key used once.</summary>
    internal static void ComputeOnce(in BlockCipher cipher, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        Span<byte> subkeys = stackalloc byte[SubkeysLength];
        MakeSubkeys(cipher, subkeys);
        Compute(cipher, subkeys, message, mac);
        CryptographicOperations.ZeroMemory(subkeys);
    }

    /// <summary>Doubles in the field of the standard: shifts left, and reduces by 87 or 1B without a branch on the secret bit.</summary>
    private static void Double(Span<byte> block)
    {
        int carry = 0;
        for (int i = block.Length - 1; i >= 0; i--)
        {
            int shifted = (block[i] << 1) | carry;
            block[i] = (byte)shifted;
            carry = shifted >> 8;
        }
        int reduction = block.Length == 16 ? 0x87 : 0x1B;
        block[^1] ^= (byte)(-carry & reduction);
    }
}
