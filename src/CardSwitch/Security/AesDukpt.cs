using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>
/// The host's side of AES DUKPT (ANSI X9.24-3:2017): a terminal's key of one transaction, from the base derivation key and the
/// key serial number that came with it (12 bytes: the initial key's number of 8, a counter of 4).
/// </summary>
internal static class AesDukpt
{
    internal const int KsnLength = 12;
    internal const int MaximumKeyLength = 32;

    private const int InitialKeyIdLength = 8;
    private const int MostOnes = 16;

    /// <summary>Whether a key serial number can belong to a transaction: 1 to 16 ones in its counter. Checked first.</summary>
    internal static bool IsUsable(ReadOnlySpan<byte> ksn) =>
        ksn.Length == KsnLength && BitOperations.PopCount(Counter(ksn)) is > 0 and <= MostOnes;

    /// <summary>Whether a key may be derived from another: never an AES key longer than the one that it comes from.</summary>
    internal static bool IsStrongEnough(int baseKeyLength, AesDukptKeyType type) => type switch
    {
        AesDukptKeyType.Aes192 => baseKeyLength >= 24,
        AesDukptKeyType.Aes256 => baseKeyLength >= 32,
        _ => true,
    };

    /// <summary>The type of an AES key by its length.</summary>
    internal static AesDukptKeyType TypeOf(int keyLength) => keyLength switch
    {
        16 => AesDukptKeyType.Aes128,
        24 => AesDukptKeyType.Aes192,
        _ => AesDukptKeyType.Aes256,
    };

    /// <summary>The key that the terminal was loaded with; as long as the base key.</summary>
    internal static void DeriveInitialKey(ReadOnlySpan<byte> baseKey, ReadOnlySpan<byte> initialKeyId, Span<byte> key)
    {
        Span<byte> data = stackalloc byte[16];
        WriteDerivationData(AesDukptUse.InitialKey, TypeOf(baseKey.Length), baseKey.Length, data);
        initialKeyId[..InitialKeyIdLength].CopyTo(data[8..]);
        Derive(baseKey, data, key[..baseKey.Length]);
    }

    /// <summary>The key that the counter leads to, from which the working keys of one transaction come.</summary>
    internal static void DeriveTransactionKey(ReadOnlySpan<byte> baseKey, ReadOnlySpan<byte> ksn, Span<byte> key)
    {
        if (!IsUsable(ksn)) throw new ArgumentException("The counter is not one of a transaction.", nameof(ksn));
        key = key[..baseKey.Length];
        DeriveInitialKey(baseKey, ksn, key);
        Span<byte> data = stackalloc byte[16];
        uint counter = Counter(ksn);
        uint reached = 0;
        for (int bit = 31; bit >= 0; bit--)
        {
            if ((counter >> bit & 1) == 0) continue;
            reached |= 1u << bit;
            WriteDerivationData(AesDukptUse.KeyDerivation, TypeOf(key.Length), key.Length, data);
            WriteSource(ksn, reached, data);
            Derive(key, data, key);
        }
    }

    /// <summary>The key of one use in one transaction; its length is that of the destination.</summary>
    internal static void DeriveWorkingKey(
        ReadOnlySpan<byte> baseKey, ReadOnlySpan<byte> ksn, AesDukptUse use, AesDukptKeyType type, Span<byte> key)
    {
        if (!IsStrongEnough(baseKey.Length, type)) throw new ArgumentException("The key is longer than the base key.", nameof(type));
        Span<byte> transactionKey = stackalloc byte[MaximumKeyLength];
        transactionKey = transactionKey[..baseKey.Length];
        DeriveTransactionKey(baseKey, ksn, transactionKey);
        DeriveFrom(transactionKey, ksn, Counter(ksn), use, type, key);
        CryptographicOperations.ZeroMemory(transactionKey);
    }

    /// <summary>A key of one use from the key that the counter leads to.</summary>
    internal static void DeriveFrom(
        ReadOnlySpan<byte> transactionKey, ReadOnlySpan<byte> ksn, uint counter, AesDukptUse use, AesDukptKeyType type, Span<byte> key)
    {
        Span<byte> data = stackalloc byte[16];
        WriteDerivationData(use, type, key.Length, data);
        WriteSource(ksn, counter, data);
        Derive(transactionKey, data, key);
    }

    /// <summary>The first half of the derivation data: version, block 1, use, kind and length of the new key.</summary>
    internal static void WriteDerivationData(AesDukptUse use, AesDukptKeyType type, int keyLength, Span<byte> data)
    {
        data[0] = 1;
        data[1] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(data[2..], (ushort)use);
        BinaryPrimitives.WriteUInt16BigEndian(data[4..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(data[6..], (ushort)(8 * keyLength));
    }

    /// <summary>The second half: the last 4 bytes of the initial key's number, and the counter.</summary>
    internal static void WriteSource(ReadOnlySpan<byte> ksn, uint counter, Span<byte> data)
    {
        ksn.Slice(4, 4).CopyTo(data[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(data[12..], counter);
    }

    /// <summary>Enciphers the derivation data block by block; the new key may take the place of the old.</summary>
    private static void Derive(ReadOnlySpan<byte> from, Span<byte> data, Span<byte> key)
    {
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        Span<byte> block = stackalloc byte[16];
        BlockCipher cipher = BlockCipher.Expand(KeyAlgorithm.Aes, from, memory);
        for (int done = 0; done < key.Length; done += 16, data[1]++)
        {
            data.CopyTo(block);
            cipher.Encrypt(block);
            block[..Math.Min(16, key.Length - done)].CopyTo(key[done..]);
        }
        CryptographicOperations.ZeroMemory(memory);
        CryptographicOperations.ZeroMemory(block);
    }

    private static uint Counter(ReadOnlySpan<byte> ksn) => BinaryPrimitives.ReadUInt32BigEndian(ksn[InitialKeyIdLength..]);
}
