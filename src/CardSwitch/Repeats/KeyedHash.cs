using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CardSwitch.Journal;

namespace CardSwitch.Repeats;

/// <summary>
/// A keyed hash of a block of eight words. Each half is a sum of products of key-shifted words (the NH of UMAC, RFC 4418),
/// of which two different blocks have the same for one key in 2^64; with two independent sets of keys that is one in 2^128.
/// It is no cryptographic hash: it keeps those who do not know the key from choosing fields that meet.
/// What it gives is written to journals, so that it must not change.
/// </summary>
internal sealed class KeyedHash
{
    private const int SecondSet = FieldBlock.Words, Ends = 2 * FieldBlock.Words, Text = Ends + 4, Keys = Text + 4;

    private readonly ulong[] keys = new ulong[Keys];

    internal KeyedHash((ulong First, ulong Second) key)
    {
        ulong state = key.First;
        for (int i = 0; i < Keys; i++)
        {
            state += 0x9E37_79B9_7F4A_7C15;
            keys[i] = Scramble(Scramble(state) ^ Scramble(key.Second + (ulong)i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TransactionKey Key(in FieldBlock block) => new(Half(block, SecondSet, Ends + 2), Half(block, 0, Ends));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Word(in FieldBlock block) => Half(block, 0, Ends);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Half(in FieldBlock block, int set, int end)
    {
        ref ulong key = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(keys), set);
        ulong high = Math.BigMul(block[0] + key, block[1] + Unsafe.Add(ref key, 1), out ulong low);
        Accumulate(block[2] + Unsafe.Add(ref key, 2), block[3] + Unsafe.Add(ref key, 3), ref high, ref low);
        Accumulate(block[4] + Unsafe.Add(ref key, 4), block[5] + Unsafe.Add(ref key, 5), ref high, ref low);
        Accumulate(block[6] + Unsafe.Add(ref key, 6), block[7] + Unsafe.Add(ref key, 7), ref high, ref low);
        ref ulong last = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(keys), end);
        return Fold(low ^ last, high ^ Unsafe.Add(ref last, 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(ulong left, ulong right, ref ulong high, ref ulong low)
    {
        high += Math.BigMul(left, right, out ulong term);
        low += term;
        if (low < term) high++;
    }

    /// <summary>Of two numbers, such as the value and the length of a card number.</summary>
    internal ulong Pair(ulong first, ulong second) =>
        Fold(Fold(first ^ keys[Text], second ^ keys[Text + 1]) ^ keys[Text + 2], keys[Text + 3]);

    /// <summary>Of bytes of any number, which stand in a block for what has no place there.</summary>
    internal ulong Bytes(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Fold((ulong)bytes.Length ^ keys[Text + 2], keys[Text + 3]);
        Span<byte> chunk = stackalloc byte[16];
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(16, bytes.Length)..])
        {
            chunk.Clear();
            bytes[..Math.Min(16, bytes.Length)].CopyTo(chunk);
            hash = Fold(
                BinaryPrimitives.ReadUInt64LittleEndian(chunk) ^ keys[Text] ^ hash,
                BinaryPrimitives.ReadUInt64LittleEndian(chunk[8..]) ^ keys[Text + 1]) + (hash << 1 | hash >> 63);
        }
        return Scramble(hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right) => Math.BigMul(left, right, out ulong low) ^ low;

    // The finalizer of SplitMix64: every bit of the result depends on every bit given.
    private static ulong Scramble(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ value >> 27) * 0x94D0_49BB_1331_11EB;
        return value ^ value >> 31;
    }
}
