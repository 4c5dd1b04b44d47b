using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>
/// The host's side of TDES DUKPT (ANSI X9.24-1:2009, annex A): a terminal's key of one transaction, from the base derivation
/// key of 16 bytes and the key serial number that came with it.
/// </summary>
internal static class TdesDukpt
{
    internal const int KeyLength = 16;

    private const ulong CounterMask = 0x1FFFFF;
    private const int CounterBits = 21;
    private const int MostOnes = 10;
    private const ulong Variant = 0xC0C0C0C000000000;

    /// <summary>
    /// Whether a key serial number can belong to a transaction: 10 bytes, or 8 without the leading FFFF, and 1 to 10 ones in the
    /// counter. Checked before any derivation, whose steps the ones are.
    /// </summary>
    internal static bool IsUsable(ReadOnlySpan<byte> ksn) =>
        ksn.Length is 8 or 10 && BitOperations.PopCount(Register(ksn) & CounterMask) is > 0 and <= MostOnes;

    /// <summary>The key that the terminal was loaded with.</summary>
    internal static void DeriveInitialKey(ReadOnlySpan<byte> baseKey, ReadOnlySpan<byte> ksn, Span<byte> key)
    {
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        Span<byte> variant = stackalloc byte[KeyLength];
        Span<byte> full = [0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0];
        ksn.CopyTo(full[^ksn.Length..]);
        ulong identity = BinaryPrimitives.ReadUInt64BigEndian(full) & ~(CounterMask >> 16);
        BinaryPrimitives.WriteUInt64BigEndian(key, identity);
        BinaryPrimitives.WriteUInt64BigEndian(key[8..], identity);
        BlockCipher.Expand(KeyAlgorithm.Tdes, baseKey, memory).Encrypt(key[..8]);
        baseKey.CopyTo(variant);
        Xor(variant, Variant, Variant);
        BlockCipher.Expand(KeyAlgorithm.Tdes, variant, memory).Encrypt(key.Slice(8, 8));
        CryptographicOperations.ZeroMemory(memory);
        CryptographicOperations.ZeroMemory(variant);
    }

    /// <summary>The key that the working keys of one transaction are variants of; one step for each one in the counter.</summary>
    internal static void DeriveTransactionKey(ReadOnlySpan<byte> baseKey, ReadOnlySpan<byte> ksn, Span<byte> key)
    {
        if (!IsUsable(ksn)) throw new ArgumentException("The counter is not one of a transaction.", nameof(ksn));
        DeriveInitialKey(baseKey, ksn, key);
        Span<ulong> schedule = stackalloc ulong[DesBlock.Rounds];
        ulong register = Register(ksn);
        ulong counter = register & CounterMask;
        register &= ~CounterMask;
        for (int bit = CounterBits - 1; bit >= 0; bit--)
        {
            if ((counter >> bit & 1) == 0) continue;
            register |= 1ul << bit;
            ulong left = BinaryPrimitives.ReadUInt64BigEndian(key);
            ulong right = BinaryPrimitives.ReadUInt64BigEndian(key[8..]);
            BinaryPrimitives.WriteUInt64BigEndian(key[8..], Step(left, right, register, schedule));
            BinaryPrimitives.WriteUInt64BigEndian(key, Step(left ^ Variant, right ^ Variant, register, schedule));
        }
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(schedule));
    }

    /// <summary>The key of one use in one transaction. The data keys alone are enciphered once more, under themselves.</summary>
    internal static void DeriveWorkingKey(ReadOnlySpan<byte> baseKey, ReadOnlySpan<byte> ksn, TdesDukptUse use, Span<byte> key)
    {
        DeriveTransactionKey(baseKey, ksn, key);
        ulong variant = use switch
        {
            TdesDukptUse.Pin => 0x00000000000000FF,
            TdesDukptUse.MacRequest => 0x000000000000FF00,
            TdesDukptUse.MacResponse => 0x00000000FF000000,
            TdesDukptUse.DataRequest => 0x0000000000FF0000,
            TdesDukptUse.DataResponse => 0x000000FF00000000,
            _ => throw new ArgumentOutOfRangeException(nameof(use)),
        };
        Xor(key, variant, variant);
        if (use is not (TdesDukptUse.DataRequest or TdesDukptUse.DataResponse)) return;
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        BlockCipher cipher = BlockCipher.Expand(KeyAlgorithm.Tdes, key[..KeyLength], memory);
        cipher.Encrypt(key[..8]);
        cipher.Encrypt(key.Slice(8, 8));
        CryptographicOperations.ZeroMemory(memory);
    }

    /// <summary>The non-reversible key generation process, for one half (annex A.2).</summary>
    private static ulong Step(ulong left, ulong right, ulong register, Span<ulong> schedule)
    {
        Span<byte> key = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(key, left);
        DesBlock.Expand(key, schedule);
        CryptographicOperations.ZeroMemory(key);
        return DesBlock.Encrypt(schedule, register ^ right) ^ right;
    }

    private static ulong Register(ReadOnlySpan<byte> ksn) => BinaryPrimitives.ReadUInt64BigEndian(ksn[^8..]);

    private static void Xor(Span<byte> key, ulong left, ulong right)
    {
        BinaryPrimitives.WriteUInt64BigEndian(key, BinaryPrimitives.ReadUInt64BigEndian(key) ^ left);
        BinaryPrimitives.WriteUInt64BigEndian(key[8..], BinaryPrimitives.ReadUInt64BigEndian(key[8..]) ^ right);
    }
}
