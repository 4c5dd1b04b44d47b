namespace CardSwitch.Iso8583;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
internal static class Spelling
{
    // No word that anybody meant is longer, and the work grows with the square.
    private const int MaxLength = 64;

    /// <summary>The word that fewest edits away, if they are few; case does not count.</summary>
    internal static string? Nearest(string word, IEnumerable<string> known)
    {
        (string? nearest, int fewest) = (null, Math.Max(2, word.Length / 3) + 1);
        if (word.Length > MaxLength) return null;
        foreach (string candidate in known)
        {
            int edits = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (edits < fewest) (nearest, fewest) = (candidate, edits);
        }
        return nearest;
    }

    // Levenshtein, one row at a time.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
