using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CardSwitch.Security;

/// <summary>
/// DES and Triple DES (FIPS PUB 46-3, ANSI X3.92) over key schedules that the caller holds. The base class library's ciphers
/// keep copies of the keys, allocate for each new key, refuse the single halves that DUKPT and algorithm 3 need, and take
/// single DES from a part of OpenSSL that not every system installs; for all that this is here. The tests hold it to theirs.
/// </summary>
internal static class DesBlock
{
    internal const int Length = 8;

    /// <summary>Numbers in the schedule of a single key: one for each round.</summary>
    internal const int Rounds = 16;

    /// <summary>Numbers in the schedule of three keys.</summary>
    internal const int TripleRounds = 3 * Rounds;

    /// <summary>Makes the schedule of a key of 8 bytes; parity bits count for nothing.</summary>
    internal static void Expand(ReadOnlySpan<byte> key, Span<ulong> schedule)
    {
        ulong bits = BinaryPrimitives.ReadUInt64BigEndian(key);
        ulong halves = 0;
        for (int part = 0; part < 8; part++)
        {
            halves |= DesTables.Choice1[(128 * part) + (int)((bits >> (57 - (8 * part))) & 127)];
        }
        uint c = (uint)(halves >> 28);
        uint d = (uint)halves & 0xFFFFFFF;
        for (int round = 0; round < Rounds; round++)
        {
            int shift = round is 0 or 1 or 8 or 15 ? 1 : 2;
            c = ((c << shift) | (c >> (28 - shift))) & 0xFFFFFFF;
            d = ((d << shift) | (d >> (28 - shift))) & 0xFFFFFFF;
            ulong both = ((ulong)c << 28) | d;
            ulong roundKey = 0;
            for (int part = 0; part < 8; part++)
            {
                roundKey |= DesTables.Choice2[(128 * part) + (int)((both >> (49 - (7 * part))) & 127)];
            }
            schedule[round] = roundKey;
        }
    }

    /// <summary>Makes the schedule of a Triple DES key of 16 bytes (K1 K2 K1) or 24.</summary>
    internal static void ExpandTriple(ReadOnlySpan<byte> key, Span<ulong> schedule)
    {
        Expand(key[..8], schedule);
        Expand(key[8..16], schedule[Rounds..]);
        Expand(key.Length == 24 ? key[16..24] : key[..8], schedule[(2 * Rounds)..]);
    }

    /// <summary>Enciphers a block, under one key or three by the length of the schedule.</summary>
    internal static ulong Encrypt(ReadOnlySpan<ulong> schedule, ulong block)
    {
        (uint left, uint right) = InitialPermutation(block);
        Forwards(schedule[..Rounds], ref left, ref right);
        if (schedule.Length == TripleRounds)
        {
            Backwards(schedule.Slice(Rounds, Rounds), ref left, ref right);
            Forwards(schedule.Slice(2 * Rounds, Rounds), ref left, ref right);
        }
        return FinalPermutation(left, right);
    }

    /// <summary>Deciphers a block, under one key or three by the length of the schedule.</summary>
    internal static ulong Decrypt(ReadOnlySpan<ulong> schedule, ulong block)
    {
        (uint left, uint right) = InitialPermutation(block);
        if (schedule.Length == TripleRounds)
        {
            Backwards(schedule.Slice(2 * Rounds, Rounds), ref left, ref right);
            Forwards(schedule.Slice(Rounds, Rounds), ref left, ref right);
        }
        Backwards(schedule[..Rounds], ref left, ref right);
        return FinalPermutation(left, right);
    }

    /// <summary>Sixteen rounds; the halves come out swapped, ready for the next sixteen or the final permutation.</summary>
    private static void Forwards(ReadOnlySpan<ulong> schedule, ref uint left, ref uint right)
    {
        uint l = left, r = right;
        for (int round = 0; round < Rounds; round += 2)
        {
            l ^= Round(r, schedule[round]);
            r ^= Round(l, schedule[round + 1]);
        }
        left = r;
        right = l;
    }

    private static void Backwards(ReadOnlySpan<ulong> schedule, ref uint left, ref uint right)
    {
        uint l = left, r = right;
        for (int round = Rounds - 1; round > 0; round -= 2)
        {
            l ^= Round(r, schedule[round]);
            r ^= Round(l, schedule[round - 1]);
        }
        left = r;
        right = l;
    }

    /// <summary>The cipher function: the expansion is two rotations, which bring four groups of six bits each into place.</summary>
    private static uint Round(uint half, ulong roundKey)
    {
        ref uint boxes = ref MemoryMarshal.GetArrayDataReference(DesTables.Boxes);
        uint odd = BitOperations.RotateRight(half, 3) ^ (uint)(roundKey >> 32);
        uint even = BitOperations.RotateLeft(half, 1) ^ (uint)roundKey;
        return Box(ref boxes, 0, odd >> 24) ^ Box(ref boxes, 1, even >> 24)
            ^ Box(ref boxes, 2, odd >> 16) ^ Box(ref boxes, 3, even >> 16)
            ^ Box(ref boxes, 4, odd >> 8) ^ Box(ref boxes, 5, even >> 8)
            ^ Box(ref boxes, 6, odd) ^ Box(ref boxes, 7, even);
    }

    // Six bits and a box number below 8 stay within the 512 entries.
    private static uint Box(ref uint boxes, uint box, uint bits) =>
        Unsafe.Add(ref boxes, (box << 6) | (bits & 0x3F));

    private static (uint Left, uint Right) InitialPermutation(ulong block)
    {
        uint left = (uint)(block >> 32);
        uint right = (uint)block;
        Exchange(ref left, ref right, 4, 0x0F0F0F0F);
        Exchange(ref left, ref right, 16, 0x0000FFFF);
        Exchange(ref right, ref left, 2, 0x33333333);
        Exchange(ref right, ref left, 8, 0x00FF00FF);
        Exchange(ref left, ref right, 1, 0x55555555);
        return (left, right);
    }

    private static ulong FinalPermutation(uint left, uint right)
    {
        Exchange(ref left, ref right, 1, 0x55555555);
        Exchange(ref right, ref left, 8, 0x00FF00FF);
        Exchange(ref right, ref left, 2, 0x33333333);
        Exchange(ref left, ref right, 16, 0x0000FFFF);
        Exchange(ref left, ref right, 4, 0x0F0F0F0F);
        return ((ulong)left << 32) | right;
    }

    /// <summary>Exchanges the bits of a under the mask, shifted, with those of b under the mask.</summary>
    private static void Exchange(ref uint a, ref uint b, int shift, uint mask)
    {
        uint different = ((a >> shift) ^ b) & mask;
        b ^= different;
        a ^= different << shift;
    }
}
