namespace CardSwitch.Station;

/// <summary>Rows of cells as lines, each column as wide as its widest cell.</summary>
internal static class TextColumns
{
    /// <param name="rows">The rows, the heads first; all have as many cells.</param>
    /// <param name="right">Columns of numbers, which end where the column ends.</param>
    internal static IEnumerable<string> Of(IReadOnlyList<string[]> rows, params int[] right)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => right.Contains(column)
            ? cell.PadLeft(widths[column])
            : cell.PadRight(widths[column]))).TrimEnd());
    }
}
