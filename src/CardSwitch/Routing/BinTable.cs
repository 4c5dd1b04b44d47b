using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CardSwitch.Routing;

/// <summary>
/// Which issuer owns a card number: the longest matching prefix or range wins. Immutable; a change is a new table put
/// in the old one's place, so a lookup never sees half of one. Made by <see cref="BinTableBuilder"/>.
/// </summary>
/// <remarks>
/// The table's entries are flattened into disjoint intervals when it is built, and the intervals are kept twice.
/// The index: the leading 3 to 6 digits of a number choose a bucket, the next 4 are compared with the interval starts
/// that fall into it. A start and its owner share one int, so that a million ranges take some 12 MB and a lookup touches
/// two or three cache lines. The rows: sorted by number of digits, exact, for what the index cannot tell: intervals that begin or
/// end within a cell of the index (more than 7 to 10 digits), and card numbers shorter than the entries in the index.
/// </remarks>
public sealed class BinTable
{
    /// <summary>Digits of the longest card number (ISO/IEC 7812-1).</summary>
    public const int MaxPanLength = 19;

    /// <summary>The largest issuer index: a leaf of the index has 17 bits for its owner.</summary>
    public const int MaxIssuer = AskRows - 2;

    private const int OwnerBits = 17;
    private const int OwnerMask = (1 << OwnerBits) - 1;
    private const int AskRows = OwnerMask;   // owner of a cell in which an interval begins or ends; 0: no one; else issuer + 1
    private const int CellsPerBucket = 10_000;
    private const int AtOnce = 8;            // leaves compared by one vector operation

    // Widen[length] makes a number of that many digits one of 19.
    private static readonly ulong[] Widen = Enumerable.Range(0, MaxPanLength + 1)
        .Select(length => PowerOfTen(MaxPanLength - length)).ToArray();

    private readonly int[] buckets;     // by leading digits: the first leaf that begins in the bucket
    private readonly int[] leaves;      // cell within the bucket << 17 | owner; sorted within the bucket
    private readonly int exactBelow;    // card numbers shorter than this ask the rows
    private readonly BinRow[][] rows;   // by digits, from the longest; each sorted and disjoint

    // number / (width of a cell), a power of ten, by multiplication: (number >> preShift) * magic >> 64 >> postShift
    private readonly int preShift;
    private readonly int postShift;
    private readonly ulong magic;

    /// <summary>The pieces are sorted and the first begins at 0; the rows go from the longest digits down.</summary>
    internal BinTable(int count, List<BinPiece> pieces, BinRow[][] rows)
    {
        Count = count;
        this.rows = rows;
        int bucketDigits = BucketDigitsFor(pieces);
        int widthDigits = MaxPanLength - bucketDigits - 4;
        ulong width = PowerOfTen(widthDigits);

        // 10^n = 2^n * 5^n; with m = floor(2^(64 + p) / 5^n) + 1, p = floor(log2 5^n), the quotient is exact below 2^63.
        ulong fives = width >> widthDigits;
        preShift = widthDigits;
        postShift = BitOperations.Log2(fives);
        magic = (ulong)(((UInt128)1 << (64 + postShift)) / fives) + 1;

        List<int> leaves = new(pieces.Count + AtOnce);
        buckets = new int[(int)PowerOfTen(bucketDigits) + 1];
        int bucketsBegun = 0, ownerBefore = -1;
        for (int i = 0; i < pieces.Count;)
        {
            ulong cell = pieces[i].Start / width;
            int next = i + 1;
            while (next < pieces.Count && pieces[next].Start / width == cell)
                next++;
            BinPiece last = pieces[next - 1];
            bool whole = next == i + 1 && last.Start % width == 0;
            AddLeaf(cell, whole ? last.Issuer + 1 : AskRows);
            bool nextCellBegins = next < pieces.Count && pieces[next].Start / width == cell + 1
                && pieces[next].Start % width == 0;
            if (!whole && !nextCellBegins)
                AddLeaf(cell + 1, last.Issuer + 1);
            if (whole || !nextCellBegins)
                exactBelow = Math.Max(exactBelow, last.Digits);
            i = next;
        }
        // The vector operation may read beyond the last leaf; what it finds there is masked out.
        for (; bucketsBegun < buckets.Length; bucketsBegun++)
            buckets[bucketsBegun] = leaves.Count;
        leaves.AddRange(new int[AtOnce]);
        this.leaves = [.. leaves];

        void AddLeaf(ulong cell, int owner)
        {
            int bucket = (int)(cell / CellsPerBucket);
            if (owner == ownerBefore || bucket >= buckets.Length - 1)
                return;
            ownerBefore = owner;
            for (; bucketsBegun <= bucket; bucketsBegun++)
                buckets[bucketsBegun] = Math.Max(1, leaves.Count); // the first leaf lies before all buckets
            leaves.Add(((int)(cell % CellsPerBucket) << OwnerBits) | owner);
        }
    }

    /// <summary>A table that knows no issuer.</summary>
    public static BinTable Empty { get; } = new(0, [new BinPiece(0, 0, -1)], []);

    /// <summary>Prefixes and ranges that the table was built from.</summary>
    public int Count { get; }

    /// <summary>Bytes of the index, which lookups of ordinary card numbers touch.</summary>
    public long IndexBytes => 4L * (buckets.Length + leaves.Length);

    /// <summary>Bytes of the exact rows beside it.</summary>
    public long RowBytes => rows.Sum(rows => (long)rows.Length * Unsafe.SizeOf<BinRow>());

    /// <summary>
    /// The index of the issuer that owns the card number, or -1: no entry matches, or the length is not 1 to 19, or the
    /// value has more digits than the length. An entry of more digits than the card number never matches it.
    /// </summary>
    /// <param name="panValue">The card number as a number.</param>
    /// <param name="panLength">Its digits, leading zeros included.</param>
    public int Find(ulong panValue, int panLength)
    {
        ulong[] widen = Widen;
        if ((uint)(panLength - 1) >= MaxPanLength || panValue >= widen[MaxPanLength - panLength])
            return -1;
        ulong number = panValue * widen[panLength];
        ulong cell = Math.BigMul(number >> preShift, magic, out _) >> postShift;
        int bucket = (int)(cell / CellsPerBucket);
        int key = ((int)(cell - ((ulong)bucket * CellsPerBucket)) << OwnerBits) | OwnerMask;

        int begin = buckets[bucket];
        int count = buckets[bucket + 1] - begin;
        if (count > AtOnce)
            count = Narrow(ref begin, count, key);
        // All the bucket's leaves are compared at once and those at or below the number counted: nothing branches on
        // what was loaded, so that the processor runs ahead of a cache miss instead of guessing wrong.
        Vector256<int> leaves = Vector256.Create(this.leaves.AsSpan(begin, AtOnce));
        uint below = Vector256.LessThanOrEqual(leaves, Vector256.Create(key)).ExtractMostSignificantBits();
        below &= (1u << count) - 1;
        // With none below, the number belongs to the last leaf of a bucket before.
        int owner = this.leaves[begin - 1 + BitOperations.PopCount(below)] & OwnerMask;
        return owner == AskRows || panLength < exactBelow ? FindInRows(number, panLength) : owner - 1;
    }

    /// <summary>Halves until the leaves that are left can be compared at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Narrow(ref int begin, int count, int key)
    {
        while (count > AtOnce)
        {
            int half = count >> 1;
            if (leaves[begin + half] <= key)
            {
                begin += half;
                count -= half;
            }
            else
            {
                count = half;
            }
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindInRows(ulong number, int panLength)
    {
        foreach (BinRow[] rows in rows)
        {
            if (rows[0].Digits > panLength)
                continue;
            int low = 0, high = rows.Length;
            while (low < high)
            {
                int middle = (low + high) >> 1;
                if (rows[middle].First <= number)
                    low = middle + 1;
                else
                    high = middle;
            }
            if (low > 0 && number <= rows[low - 1].Last)
                return rows[low - 1].Issuer;
        }
        return -1;
    }

    /// <summary>
    /// Enough leading digits for about two intervals a bucket; more when too many intervals begin or end within a cell,
    /// but not more than 64 buckets an interval: in a small table the rows are as quick. Six at most: four megabytes.
    /// </summary>
    private static int BucketDigitsFor(List<BinPiece> pieces)
    {
        int digits = 3;
        while (digits < 6 && PowerOfTen(digits) * 2 < (ulong)pieces.Count)
            digits++;
        while (digits < 6 && PowerOfTen(digits + 1) <= (ulong)pieces.Count * 64 && TooManyWithinCells(digits))
            digits++;
        return digits;

        bool TooManyWithinCells(int digits)
        {
            ulong width = PowerOfTen(MaxPanLength - 4 - digits);
            return pieces.Count(piece => piece.Start % width != 0) > pieces.Count / 16;
        }
    }

    internal static ulong PowerOfTen(int digits)
    {
        ulong power = 1;
        for (int i = 0; i < digits; i++)
            power *= 10;
        return power;
    }
}
