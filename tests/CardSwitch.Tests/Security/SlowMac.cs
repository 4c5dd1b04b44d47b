using System.Numerics;
using System.Security.Cryptography;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>MACs as the standards write them: whole padded messages, numbers of any size, the library's ciphers block by block.</summary>
internal static class SlowMac
{
    internal static byte[] Cmac(KeyAlgorithm algorithm, byte[] key, byte[] message)
    {
        using SymmetricAlgorithm cipher = LibraryCipher.Create(algorithm, key);
        int length = cipher.BlockSize / 8;
        byte[] first = Doubled(cipher.EncryptEcb(new byte[length], PaddingMode.None));
        bool whole = message.Length > 0 && message.Length % length == 0;
        byte[] padded = whole ? [.. message] : Iso(message, MacPadding.Method2, length);
        byte[] subkey = whole ? first : Doubled(first);
        for (int i = 0; i < length; i++) padded[padded.Length - length + i] ^= subkey[i];
        return Chain(cipher, padded);
    }

    internal static byte[] Algorithm1(KeyAlgorithm algorithm, byte[] key, byte[] message, MacPadding padding)
    {
        using SymmetricAlgorithm cipher = LibraryCipher.Create(algorithm, key);
        return Chain(cipher, Iso(message, padding, 8));
    }

    internal static byte[] Algorithm3(byte[] key, byte[] message, MacPadding padding)
    {
        using SymmetricAlgorithm first = LibraryCipher.Create(KeyAlgorithm.Des, key[..8]);
        using SymmetricAlgorithm second = LibraryCipher.Create(KeyAlgorithm.Des, key[8..]);
        byte[] block = second.DecryptEcb(Chain(first, Iso(message, padding, 8)), PaddingMode.None);
        return first.EncryptEcb(block, PaddingMode.None);
    }

    private static byte[] Chain(SymmetricAlgorithm cipher, byte[] padded)
    {
        int length = cipher.BlockSize / 8;
        return cipher.EncryptCbc(padded, new byte[length], PaddingMode.None)[^length..];
    }

    private static byte[] Iso(byte[] message, MacPadding padding, int length)
    {
        List<byte> padded = [.. message];
        if (padding == MacPadding.Method2) padded.Add(0x80);
        while (padded.Count == 0 || padded.Count % length != 0) padded.Add(0);
        if (padding != MacPadding.Method3) return [.. padded];
        return [.. Big(new BigInteger(8 * message.Length), length), .. padded];
    }

    private static byte[] Doubled(byte[] block)
    {
        BigInteger limit = BigInteger.One << (8 * block.Length);
        BigInteger doubled = new BigInteger(block, isUnsigned: true, isBigEndian: true) << 1;
        if (doubled >= limit) doubled = (doubled - limit) ^ (block.Length == 16 ? 0x87 : 0x1B);
        return Big(doubled, block.Length);
    }

    private static byte[] Big(BigInteger number, int length)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
