using System.Buffers.Binary;

namespace CardSwitch.Security;

/// <summary>MACs of ISO/IEC 9797-1: algorithm 1 (ANSI X9.9 with DES) and algorithm 3 (the retail MAC of ANSI X9.19).</summary>
internal static class Iso9797
{
    /// <summary>Cipher block chaining with any cipher; the MAC is the last block.</summary>
    internal static void Algorithm1(in BlockCipher cipher, MacPadding padding, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        Span<byte> chain = stackalloc byte[BlockCipher.MaximumBlockLength];
        chain = chain[..cipher.BlockLength];
        ChainPadded(cipher, padding, message, chain);
        chain[..mac.Length].CopyTo(mac);
    }

    /// <summary>Single DES with K over every block, then deciphered with K' and enciphered with K; the cipher is Triple DES.</summary>
    internal static void Algorithm3(in BlockCipher cipher, MacPadding padding, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        Span<byte> chain = stackalloc byte[DesBlock.Length];
        BlockCipher first = cipher.Single(0);
        ChainPadded(first, padding, message, chain);
        cipher.Single(1).Decrypt(chain);
        first.Encrypt(chain);
        chain[..mac.Length].CopyTo(mac);
    }

    private static void ChainPadded(in BlockCipher cipher, MacPadding padding, ReadOnlySpan<byte> message, Span<byte> chain)
    {
        int length = chain.Length;
        Span<byte> block = stackalloc byte[BlockCipher.MaximumBlockLength];
        block = block[..length];
        chain.Clear();
        if (padding == MacPadding.Method3)
        {
            block.Clear();
            BinaryPrimitives.WriteUInt64BigEndian(block[^8..], 8 * (ulong)message.Length);
            cipher.Chain(chain, block);
        }
        int whole = message.Length / length * length;
        cipher.Chain(chain, message[..whole]);

        ReadOnlySpan<byte> rest = message[whole..];
        if (rest.IsEmpty && padding != MacPadding.Method2 && !message.IsEmpty) return;
        block.Clear();
        rest.CopyTo(block);
        if (padding == MacPadding.Method2) block[rest.Length] = 0x80;
        cipher.Chain(chain, block);
    }
}
