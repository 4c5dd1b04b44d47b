using System.Diagnostics.CodeAnalysis;

namespace CardSwitch.Routing;

/// <summary>Gathers prefixes and ranges and flattens them into a <see cref="BinTable"/>.</summary>
public sealed class BinTableBuilder
{
    internal const string ExpectedRange = "expected a prefix of 2 to 19 digits, or two of the same length as in 2221-2720";

    private readonly List<BinRow> rows = [];

    /// <summary>Rows added so far.</summary>
    public int Count => rows.Count;

    /// <summary>
    /// Adds a prefix (<c>476173</c>) or a range of prefixes of the same length (<c>2221-2720</c>, both ends included) of
    /// 2 to 19 digits. Returns false and adds nothing when the text is neither. Throws when the issuer's index is not 0
    /// to <see cref="BinTable.MaxIssuer"/>.
    /// </summary>
    /// <param name="range">The prefix or range.</param>
    /// <param name="issuer">What <see cref="BinTable.Find"/> answers for it.</param>
    /// <param name="line">The line it stands on, for error texts; 0 if none.</param>
    public bool TryAdd(ReadOnlySpan<char> range, int issuer, int line = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(issuer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(issuer, BinTable.MaxIssuer);
        if (!BinRow.TryParse(range, issuer, line, out BinRow row))
            return false;
        rows.Add(row);
        return true;
    }

    /// <summary>
    /// Makes the table. Fails when two rows of the same number of digits overlap and name different issuers; the error
    /// names both. Rows that overlap and agree are one.
    /// </summary>
    public bool TryBuild([NotNullWhen(true)] out BinTable? table, [NotNullWhen(false)] out BinTableError? error)
    {
        table = null;
        error = null;
        List<BinPiece> pieces = [new BinPiece(0, 0, -1)];
        List<BinRow[]> byDigits = [];
        // From the least specific length to the most specific, each laid over what is there.
        for (int digits = BinRow.MinDigits; digits <= BinTable.MaxPanLength; digits++)
        {
            if (!TryJoin([.. this.rows.Where(row => row.Digits == digits)], out BinRow[] rows, out error))
                return false;
            if (rows.Length == 0)
                continue;
            pieces = Overlay(pieces, rows);
            byDigits.Insert(0, rows);
        }
        table = new BinTable(rows.Count, pieces, [.. byDigits]);
        return true;
    }

    /// <summary>Sorts rows of the same length and joins those that overlap and agree.</summary>
    private static bool TryJoin(BinRow[] rows, out BinRow[] joined, [NotNullWhen(false)] out BinTableError? error)
    {
        error = null;
        joined = [];
        // By line too, so that the same file gives the same error.
        Array.Sort(rows, static (a, b) => (a.First, a.Line).CompareTo((b.First, b.Line)));
        int kept = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (kept == 0 || rows[i].First > rows[kept - 1].Last)
            {
                rows[kept++] = rows[i];
                continue;
            }
            BinRow before = rows[kept - 1];
            if (before.Issuer != rows[i].Issuer)
            {
                error = new BinTableError(rows[i].Line,
                    $"{rows[i].Describe()} overlaps {before.Describe()}, which is as specific and has another issuer");
                return false;
            }
            // The row that reaches further lends its line to the join: a later overlap is then reported with it.
            if (rows[i].Last > before.Last)
                rows[kept - 1] = rows[i] with { First = before.First };
        }
        joined = rows[..kept];
        return true;
    }

    /// <summary>Lays sorted disjoint rows over the pieces.</summary>
    private static List<BinPiece> Overlay(List<BinPiece> below, BinRow[] rows)
    {
        List<BinPiece> result = new(below.Count + (2 * rows.Length));
        int next = 0;                   // the piece below that has not begun yet
        BinPiece current = below[0];    // the one that lies under the place we are at
        for (int i = 0; i < rows.Length; i++)
        {
            for (; next < below.Count && below[next].Start < rows[i].First; next++)
                result.Add(current = below[next]);
            result.Add(new BinPiece(rows[i].First, rows[i].Digits, rows[i].Issuer));
            for (; next < below.Count && below[next].Start <= rows[i].Last; next++)
                current = below[next];
            ulong behind = rows[i].Last + 1;
            bool pieceBegins = next < below.Count && below[next].Start == behind;
            bool rowBegins = i + 1 < rows.Length && rows[i + 1].First == behind;
            if (!pieceBegins && !rowBegins)
                result.Add(current with { Start = behind });
        }
        result.AddRange(below.Skip(next));
        return result;
    }
}
