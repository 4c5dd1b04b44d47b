namespace CardSwitch.Security;

/// <summary>
/// The tables of DES as FIPS PUB 46-3 prints them, and what is made of them once: the eight S-boxes already permuted by P,
/// and both key permutations by groups of seven bits. Bits are counted from 1, the leftmost, as in the standard.
/// </summary>
internal static class DesTables
{
    /// <summary>S-box i at 64 i, by its six input bits; the output stands where P takes it.</summary>
    internal static readonly uint[] Boxes = PermuteBoxes();

    /// <summary>Permuted choice 1: the part of C and D (28 bits each) by each seven key bits; parity bits have none.</summary>
    internal static readonly ulong[] Choice1 = PermuteKey();

    /// <summary>Permuted choice 2: the part of a round's key by each seven bits of C and D.</summary>
    internal static readonly ulong[] Choice2 = PermuteHalves();

    private static ReadOnlySpan<byte> KeyPermutation =>
    [
        57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
        63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
    ];

    private static ReadOnlySpan<byte> RoundKeyPermutation =>
    [
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
        41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
    ];

    private static ReadOnlySpan<byte> OutputPermutation =>
    [
        16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
    ];

    private static ReadOnlySpan<byte> Substitutions =>
    [
        14, 4, 13, 1, 2, 15, 11, 8, 3, 10, 6, 12, 5, 9, 0, 7, 0, 15, 7, 4, 14, 2, 13, 1, 10, 6, 12, 11, 9, 5, 3, 8,
        4, 1, 14, 8, 13, 6, 2, 11, 15, 12, 9, 7, 3, 10, 5, 0, 15, 12, 8, 2, 4, 9, 1, 7, 5, 11, 3, 14, 10, 0, 6, 13,
        15, 1, 8, 14, 6, 11, 3, 4, 9, 7, 2, 13, 12, 0, 5, 10, 3, 13, 4, 7, 15, 2, 8, 14, 12, 0, 1, 10, 6, 9, 11, 5,
        0, 14, 7, 11, 10, 4, 13, 1, 5, 8, 12, 6, 9, 3, 2, 15, 13, 8, 10, 1, 3, 15, 4, 2, 11, 6, 7, 12, 0, 5, 14, 9,
        10, 0, 9, 14, 6, 3, 15, 5, 1, 13, 12, 7, 11, 4, 2, 8, 13, 7, 0, 9, 3, 4, 6, 10, 2, 8, 5, 14, 12, 11, 15, 1,
        13, 6, 4, 9, 8, 15, 3, 0, 11, 1, 2, 12, 5, 10, 14, 7, 1, 10, 13, 0, 6, 9, 8, 7, 4, 15, 14, 3, 11, 5, 2, 12,
        7, 13, 14, 3, 0, 6, 9, 10, 1, 2, 8, 5, 11, 12, 4, 15, 13, 8, 11, 5, 6, 15, 0, 3, 4, 7, 2, 12, 1, 10, 14, 9,
        10, 6, 9, 0, 12, 11, 7, 13, 15, 1, 3, 14, 5, 2, 8, 4, 3, 15, 0, 6, 10, 1, 13, 8, 9, 4, 5, 11, 12, 7, 2, 14,
        2, 12, 4, 1, 7, 10, 11, 6, 8, 5, 3, 15, 13, 0, 14, 9, 14, 11, 2, 12, 4, 7, 13, 1, 5, 0, 15, 10, 3, 9, 8, 6,
        4, 2, 1, 11, 10, 13, 7, 8, 15, 9, 12, 5, 6, 3, 0, 14, 11, 8, 12, 7, 1, 14, 2, 13, 6, 15, 0, 9, 10, 4, 5, 3,
        12, 1, 10, 15, 9, 2, 6, 8, 0, 13, 3, 4, 14, 7, 5, 11, 10, 15, 4, 2, 7, 12, 9, 5, 6, 1, 13, 14, 0, 11, 3, 8,
        9, 14, 15, 5, 2, 8, 12, 3, 7, 0, 4, 10, 1, 13, 11, 6, 4, 3, 2, 12, 9, 5, 15, 10, 11, 14, 1, 7, 6, 0, 8, 13,
        4, 11, 2, 14, 15, 0, 8, 13, 3, 12, 9, 7, 5, 10, 6, 1, 13, 0, 11, 7, 4, 9, 1, 10, 14, 3, 5, 12, 2, 15, 8, 6,
        1, 4, 11, 13, 12, 3, 7, 14, 10, 15, 6, 8, 0, 5, 9, 2, 6, 11, 13, 8, 1, 4, 10, 7, 9, 5, 0, 15, 14, 2, 3, 12,
        13, 2, 8, 4, 6, 15, 11, 1, 10, 9, 3, 14, 5, 0, 12, 7, 1, 15, 13, 8, 10, 3, 7, 4, 12, 5, 6, 11, 0, 14, 9, 2,
        7, 11, 4, 1, 9, 12, 14, 2, 0, 6, 10, 13, 15, 3, 5, 8, 2, 1, 14, 7, 4, 10, 8, 13, 15, 12, 9, 0, 3, 5, 6, 11,
    ];

    private static uint[] PermuteBoxes()
    {
        var boxes = new uint[8 * 64];
        for (int box = 0; box < 8; box++)
        {
            for (int input = 0; input < 64; input++)
            {
                int row = ((input >> 4) & 2) | (input & 1);
                int column = (input >> 1) & 15;
                ulong output = (ulong)Substitutions[(64 * box) + (16 * row) + column] << (28 - (4 * box));
                boxes[(64 * box) + input] = (uint)Permute(output, 32, OutputPermutation);
            }
        }
        return boxes;
    }

    private static ulong[] PermuteKey()
    {
        var parts = new ulong[8 * 128];
        for (int part = 0; part < parts.Length; part++)
        {
            ulong bits = (ulong)(part & 127) << (64 - 7 - (8 * (part >> 7)));
            parts[part] = Permute(bits, 64, KeyPermutation);
        }
        return parts;
    }

    private static ulong[] PermuteHalves()
    {
        var parts = new ulong[8 * 128];
        for (int part = 0; part < parts.Length; part++)
        {
            ulong bits = (ulong)(part & 127) << (56 - 7 - (7 * (part >> 7)));
            parts[part] = Interleave(Permute(bits, 56, RoundKeyPermutation));
        }
        return parts;
    }

    /// <summary>48 bits as eight groups of six, a byte each: groups 1, 3, 5, 7 in the upper half, 2, 4, 6, 8 in the lower.</summary>
    private static ulong Interleave(ulong roundKey)
    {
        ulong result = 0;
        for (int group = 0; group < 8; group++)
        {
            ulong six = (roundKey >> (42 - (6 * group))) & 0x3F;
            int place = 24 - (8 * (group >> 1)) + ((group & 1) == 0 ? 32 : 0);
            result |= six << place;
        }
        return result;
    }

    private static ulong Permute(ulong bits, int width, ReadOnlySpan<byte> table)
    {
        ulong result = 0;
        foreach (byte from in table) result = (result << 1) | ((bits >> (width - from)) & 1);
        return result;
    }
}
