using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CardSwitch.Security;

/// <summary>
/// A block cipher under one key. Its round keys lie in memory that the caller holds, and zeroes; it has no other state, so
/// that many threads may use one key at the same time without a lock.
/// </summary>
internal readonly ref struct BlockCipher
{
    /// <summary>Bytes for the round keys of any key: three times sixteen rounds of eight, against fifteen of sixteen.</summary>
    internal const int MemoryLength = DesBlock.TripleRounds * sizeof(ulong);

    internal const int MaximumBlockLength = 16;

    private readonly ReadOnlySpan<byte> memory;
    private readonly KeyAlgorithm algorithm;

    private BlockCipher(ReadOnlySpan<byte> memory, KeyAlgorithm algorithm)
    {
        this.memory = memory;
        this.algorithm = algorithm;
    }

    internal int BlockLength => algorithm == KeyAlgorithm.Aes ? 16 : DesBlock.Length;

    internal KeyAlgorithm Algorithm => algorithm;

    private ReadOnlySpan<ulong> DesSchedule => MemoryMarshal.Cast<byte, ulong>(memory);

    private ReadOnlySpan<Vector128<byte>> RoundKeys => MemoryMarshal.Cast<byte, Vector128<byte>>(memory);

    /// <summary>Whether a key of so many bytes can be of the algorithm.</summary>
    internal static bool IsLength(KeyAlgorithm algorithm, int keyLength) => algorithm switch
    {
        KeyAlgorithm.Des => keyLength == 8,
        KeyAlgorithm.Tdes => keyLength is 16 or 24,
        KeyAlgorithm.Aes => keyLength is 16 or 24 or 32,
        _ => false,
    };

    /// <summary>Makes the round keys of a key in the caller's memory (<see cref="MemoryLength"/> bytes) and the cipher over them.</summary>
    internal static BlockCipher Expand(KeyAlgorithm algorithm, scoped ReadOnlySpan<byte> key, Span<byte> memory)
    {
        if (!IsLength(algorithm, key.Length)) throw new ArgumentException("The key is not as long as one of its algorithm.", nameof(key));
        memory = memory[..Used(algorithm, key.Length)];
        switch (algorithm)
        {
            case KeyAlgorithm.Des:
                DesBlock.Expand(key, MemoryMarshal.Cast<byte, ulong>(memory));
                break;
            case KeyAlgorithm.Tdes:
                DesBlock.ExpandTriple(key, MemoryMarshal.Cast<byte, ulong>(memory));
                break;
            default:
                if (AesInstructions.AreThere) AesInstructions.Expand(key, MemoryMarshal.Cast<byte, Vector128<byte>>(memory));
                else key.CopyTo(memory);
                break;
        }
        return new BlockCipher(memory, algorithm);
    }

    /// <summary>The cipher over round keys that were made before.</summary>
    internal static BlockCipher Over(KeyAlgorithm algorithm, int keyLength, ReadOnlySpan<byte> memory) =>
        new(memory[..Used(algorithm, keyLength)], algorithm);

    private static int Used(KeyAlgorithm algorithm, int keyLength) => algorithm switch
    {
        KeyAlgorithm.Des => DesBlock.Rounds * sizeof(ulong),
        KeyAlgorithm.Tdes => DesBlock.TripleRounds * sizeof(ulong),
        _ => AesInstructions.AreThere ? 16 * AesInstructions.RoundKeys(keyLength) : keyLength,
    };

    /// <summary>Single DES with one of the three keys of Triple DES: 0, 1 or 2.</summary>
    internal BlockCipher Single(int part) =>
        new(memory.Slice(part * DesBlock.Rounds * sizeof(ulong), DesBlock.Rounds * sizeof(ulong)), KeyAlgorithm.Des);

    /// <summary>Enciphers one block in place.</summary>
    internal void Encrypt(Span<byte> block)
    {
        if (algorithm != KeyAlgorithm.Aes)
        {
            BinaryPrimitives.WriteUInt64BigEndian(
                block, DesBlock.Encrypt(DesSchedule, BinaryPrimitives.ReadUInt64BigEndian(block)));
            return;
        }
        Vector128<byte> bytes = Vector128.Create<byte>(block);
        bytes = AesInstructions.AreThere ? AesInstructions.Encrypt(RoundKeys, bytes) : AesLibrary.Encrypt(memory, bytes);
        bytes.CopyTo(block);
    }

    /// <summary>Deciphers one block in place.</summary>
    internal void Decrypt(Span<byte> block)
    {
        if (algorithm != KeyAlgorithm.Aes)
        {
            BinaryPrimitives.WriteUInt64BigEndian(
                block, DesBlock.Decrypt(DesSchedule, BinaryPrimitives.ReadUInt64BigEndian(block)));
            return;
        }
        Vector128<byte> bytes = Vector128.Create<byte>(block);
        bytes = AesInstructions.AreThere ? AesInstructions.Decrypt(RoundKeys, bytes) : AesLibrary.Decrypt(memory, bytes);
        bytes.CopyTo(block);
    }

    /// <summary>Cipher block chaining over whole blocks; the chain holds the block before, and then the last one.</summary>
    internal void Chain(Span<byte> chain, ReadOnlySpan<byte> blocks)
    {
        if (algorithm != KeyAlgorithm.Aes)
        {
            ulong block = BinaryPrimitives.ReadUInt64BigEndian(chain);
            for (; blocks.Length >= DesBlock.Length; blocks = blocks[DesBlock.Length..])
            {
                block = DesBlock.Encrypt(DesSchedule, block ^ BinaryPrimitives.ReadUInt64BigEndian(blocks));
            }
            BinaryPrimitives.WriteUInt64BigEndian(chain, block);
            return;
        }
        Vector128<byte> bytes = Vector128.Create<byte>(chain);
        if (AesInstructions.AreThere) AesInstructions.Chain(RoundKeys, ref bytes, blocks);
        else AesLibrary.Chain(memory, ref bytes, blocks);
        bytes.CopyTo(chain);
    }
}
