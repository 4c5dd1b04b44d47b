namespace CardSwitch.Iso8583;

/// <summary>Guesses which name was meant by one that is not known.</summary>
internal static class NearestName
{
    // Names of classes and encodings are far shorter; of a longer one no guess is worth its time.
    private const int Longest = 64;

    /// <summary><c>; did you mean X?</c> for the known name that is fewest edits away, or nothing if none is near.</summary>
    internal static string Hint(string name, IEnumerable<string> known)
    {
        if (name.Length > Longest) return "";
        (string nearest, int fewest) = ("", Math.Max(2, name.Length / 4) + 1);
        foreach (string candidate in known)
        {
            int edits = Distance(name, candidate);
            if (edits < fewest) (nearest, fewest) = (candidate, edits);
        }
        return nearest.Length == 0 ? "" : $"; did you mean {nearest}?";
    }

    // Levenshtein, one row at a time; case does not count.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                bool same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                int changed = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
