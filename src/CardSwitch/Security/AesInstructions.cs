using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace CardSwitch.Security;

/// <summary>
/// AES (FIPS 197) by the processor's own instructions, over round keys that the caller holds: no call out of the runtime, no
/// copy of the key elsewhere, no table whose use could be timed, and nothing to lock.
/// </summary>
internal static class AesInstructions
{
    internal static bool AreThere => X86Aes.IsSupported;

    internal static int RoundKeys(int keyLength) => (keyLength / 4) + 7;

    /// <summary>The key expansion of FIPS 197, section 5.2, in little-endian words.</summary>
    internal static void Expand(ReadOnlySpan<byte> key, Span<Vector128<byte>> roundKeys)
    {
        Span<uint> words = MemoryMarshal.Cast<Vector128<byte>, uint>(roundKeys);
        int keyWords = key.Length / 4;
        MemoryMarshal.Cast<byte, uint>(key).CopyTo(words);
        uint constant = 1;
        for (int word = keyWords; word < words.Length; word++)
        {
            uint step = words[word - 1];
            if (word % keyWords == 0)
            {
                step = Substitute(step, 1) ^ constant;
                constant = (constant << 1) ^ (constant >= 0x80 ? 0x11Bu : 0);
            }
            else if (keyWords == 8 && word % keyWords == 4)
            {
                step = Substitute(step, 0);
            }
            words[word] = words[word - keyWords] ^ step;
        }
    }

    /// <summary>SubWord of a word (element 0), and RotWord of that (element 1).</summary>
    private static uint Substitute(uint word, int element) =>
        X86Aes.KeygenAssist(Vector128.Create(word).AsByte(), 0).AsUInt32().GetElement(element);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Encrypt(ReadOnlySpan<Vector128<byte>> roundKeys, Vector128<byte> block)
    {
        Debug.Assert(roundKeys.Length is 11 or 13 or 15);
        block ^= roundKeys[0];
        for (int round = 1; round < roundKeys.Length - 1; round++) block = X86Aes.Encrypt(block, roundKeys[round]);
        return X86Aes.EncryptLast(block, roundKeys[^1]);
    }

    /// <summary>The equivalent inverse cipher (FIPS 197, section 5.3.5): deciphering is rare, so its keys are made on the way.</summary>
    internal static Vector128<byte> Decrypt(ReadOnlySpan<Vector128<byte>> roundKeys, Vector128<byte> block)
    {
        block ^= roundKeys[^1];
        for (int round = roundKeys.Length - 2; round > 0; round--)
        {
            block = X86Aes.Decrypt(block, X86Aes.InverseMixColumns(roundKeys[round]));
        }
        return X86Aes.DecryptLast(block, roundKeys[0]);
    }

    /// <summary>Cipher block chaining over whole blocks, of which only the last one's result is kept.</summary>
    internal static void Chain(ReadOnlySpan<Vector128<byte>> roundKeys, ref Vector128<byte> chain, ReadOnlySpan<byte> blocks)
    {
        Vector128<byte> block = chain;
        foreach (Vector128<byte> next in MemoryMarshal.Cast<byte, Vector128<byte>>(blocks)) block = Encrypt(roundKeys, block ^ next);
        chain = block;
    }
}
