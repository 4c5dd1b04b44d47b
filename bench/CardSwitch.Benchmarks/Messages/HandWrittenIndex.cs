using System.Buffers.Binary;
using System.Numerics;

namespace CardSwitch.Benchmarks.Messages;

/// <summary>
/// The practical limit: a loop over R1's bitmap by someone who writes for that one format and nothing else. It knows
/// only fixed lengths and two- and three-digit ASCII prefixes, checks that lengths stay within the frame, and packs
/// offset and length into one integer a field.
/// </summary>
internal static class HandWrittenIndex
{
    // > 0: fixed length; -2, -3: digits of the prefix; 0: unknown.
    private static readonly short[] Lengths = Table();

    internal static int Walk(ReadOnlySpan<byte> frame, int[] entries)
    {
        if (frame.Length < 12) return -1;
        ulong bits = BinaryPrimitives.ReadUInt64BigEndian(frame[4..]);
        int offset = 12;
        short[] lengths = Lengths;
        while (bits != 0)
        {
            int zeros = BitOperations.LeadingZeroCount(bits);
            bits &= ~(1UL << (63 - zeros));
            int field = zeros + 1;
            int length = lengths[field];
            if (length <= 0)
            {
                if (length == -2)
                {
                    if (frame.Length - offset < 2) return -field;
                    int tens = frame[offset] - '0', ones = frame[offset + 1] - '0';
                    if ((uint)tens > 9 || (uint)ones > 9) return -field;
                    length = tens * 10 + ones;
                    offset += 2;
                }
                else if (length == -3)
                {
                    if (frame.Length - offset < 3) return -field;
                    int a = frame[offset] - '0', b = frame[offset + 1] - '0', c = frame[offset + 2] - '0';
                    if ((uint)a > 9 || (uint)b > 9 || (uint)c > 9) return -field;
                    length = a * 100 + b * 10 + c;
                    offset += 3;
                }
                else
                {
                    return -field;
                }
            }
            if (frame.Length - offset < length) return -field;
            entries[field] = offset << 16 | length;
            offset += length;
        }
        return offset;
    }

    private static short[] Table()
    {
        var table = new short[65];
        (int Field, short Length)[] known =
        [
            (2, -2), (3, 6), (4, 12), (5, 12), (6, 12), (7, 10), (8, 8), (9, 8), (10, 8), (11, 6), (12, 6), (13, 4),
            (14, 4), (15, 4), (16, 4), (17, 4), (18, 4), (19, 3), (20, 3), (21, 3), (22, 3), (23, 3), (24, 3), (25, 2),
            (26, 2), (27, 1), (28, 9), (29, 9), (30, 9), (31, 9), (32, -2), (33, -2), (34, -2), (35, -2), (36, -3),
            (37, 12), (38, 6), (39, 2), (40, 3), (41, 8), (42, 15), (43, 40), (44, -2), (45, -2), (46, -3), (47, -3),
            (48, -3), (49, 3), (50, 3), (51, 3), (52, 8), (53, 16), (54, -3), (55, -3), (56, -3), (57, -3), (58, -3),
            (59, -3), (60, -3), (61, -3), (62, -3), (63, -3), (64, 8),
        ];
        foreach (var (field, length) in known) table[field] = length;
        return table;
    }
}
