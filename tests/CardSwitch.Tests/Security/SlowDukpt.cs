using System.Security.Cryptography;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>Transaction keys as the standards' pseudo code has them, over hexadecimal text and the library's ciphers.</summary>
internal static class SlowDukpt
{
    internal static byte[] Tdes(byte[] baseKey, byte[] ksn)
    {
        byte[] cleared = [.. ksn];
        cleared[7] &= 0xE0;
        cleared[8] = cleared[9] = 0;
        byte[] identity = cleared[..8];
        byte[] key = [.. Encipher(KeyAlgorithm.Tdes, baseKey, identity), .. Encipher(KeyAlgorithm.Tdes, Variant(baseKey), identity)];
        byte[] register = cleared[2..];
        for (int bit = 20; bit >= 0; bit--)
        {
            int place = 7 - (bit / 8);
            if ((ksn[2 + place] >> (bit % 8) & 1) == 0) continue;
            register[place] |= (byte)(1 << (bit % 8));
            key = [.. Half(Variant(key), register), .. Half(key, register)];
        }
        return key;
    }

    internal static byte[] Aes(byte[] baseKey, byte[] ksn)
    {
        string kind = baseKey.Length switch { 16 => "00020080", 24 => "000300C0", _ => "00040100" };
        byte[] key = Derived(baseKey, $"8001{kind}{Convert.ToHexString(ksn[..8])}");
        uint counter = Convert.ToUInt32(Convert.ToHexString(ksn[8..]), 16);
        uint reached = 0;
        for (uint bit = 1u << 31; bit > 0; bit >>= 1)
        {
            if ((counter & bit) == 0) continue;
            reached += bit;
            key = Derived(key, $"8000{kind}{Convert.ToHexString(ksn[4..8])}{reached:X8}");
        }
        return key;
    }

    private static byte[] Derived(byte[] key, string data)
    {
        byte[] first = Encipher(KeyAlgorithm.Aes, key, Convert.FromHexString("0101" + data));
        byte[] second = Encipher(KeyAlgorithm.Aes, key, Convert.FromHexString("0102" + data));
        return [.. first, .. second.AsSpan(0, key.Length - 16)];
    }

    private static byte[] Half(byte[] key, byte[] register)
    {
        byte[] right = key[8..];
        return Xor(Encipher(KeyAlgorithm.Des, key[..8], Xor(register, right)), right);
    }

    private static byte[] Variant(byte[] key) => Xor(key, Convert.FromHexString("C0C0C0C000000000C0C0C0C000000000"));

    private static byte[] Xor(byte[] a, byte[] b) => [.. a.Zip(b, (x, y) => (byte)(x ^ y))];

    private static byte[] Encipher(KeyAlgorithm algorithm, byte[] key, byte[] block)
    {
        using SymmetricAlgorithm cipher = LibraryCipher.Create(algorithm, key);
        return cipher.EncryptEcb(block, PaddingMode.None);
    }
}
