using System.Diagnostics.CodeAnalysis;

namespace CardSwitch.Routing;

/// <summary>
/// Large BIN tables as text: a row <c>range,issuer</c> a line, such as <c>2221-2720,bank-b</c>. The first row may be the
/// header <c>range,issuer</c>. Blank lines and what follows a # are passed over; blanks around a value too.
/// </summary>
public static class BinTableCsv
{
    /// <summary>
    /// Reads a whole table. One bad row gives an error with its line and no table at all: a card routed to the wrong
    /// bank is worse than an old table.
    /// </summary>
    /// <param name="text">Read to its end; not closed.</param>
    /// <param name="issuerIndex">The index of the issuer of that name, or -1 when there is none. Asked once a name.</param>
    /// <param name="table">The table, when true is returned.</param>
    /// <param name="error">The first error, when false is returned.</param>
    public static bool TryLoad(TextReader text, Func<string, int> issuerIndex,
        [NotNullWhen(true)] out BinTable? table, [NotNullWhen(false)] out BinTableError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(issuerIndex);
        table = null;
        BinTableBuilder builder = new();
        return TryReadRows(text, issuerIndex, builder, null, out error) && builder.TryBuild(out table, out error);
    }

    /// <summary>
    /// Reads a whole table as routes, for a station whose routes come from several places. The rows are checked against
    /// each other as those of a table are.
    /// </summary>
    /// <param name="text">Read to its end; not closed.</param>
    /// <param name="issuerIndex">The index of the issuer of that name, or -1 when there is none. Asked once a name.</param>
    /// <param name="routes">The rows in the order of the file, when true is returned.</param>
    /// <param name="error">The first error, when false is returned.</param>
    public static bool TryLoadRoutes(TextReader text, Func<string, int> issuerIndex,
        out IReadOnlyList<Route> routes, [NotNullWhen(false)] out BinTableError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(issuerIndex);
        BinTableBuilder builder = new();
        List<Route> rows = [];
        bool sound = TryReadRows(text, issuerIndex, builder, rows, out error) && builder.TryBuild(out _, out error);
        routes = sound ? rows : [];
        return sound;
    }

    private static bool TryReadRows(TextReader text, Func<string, int> issuerIndex, BinTableBuilder builder,
        List<Route>? rows, [NotNullWhen(false)] out BinTableError? error)
    {
        Dictionary<string, (int Index, string Name)> indexes = new(StringComparer.Ordinal);
        var indexesBySpan = indexes.GetAlternateLookup<ReadOnlySpan<char>>();
        int line = 0;
        bool headerAllowed = true;
        while (text.ReadLine() is { } read)
        {
            line++;
            ReadOnlySpan<char> row = read;
            int comment = row.IndexOf('#');
            row = (comment < 0 ? row : row[..comment]).Trim();
            if (row.IsEmpty)
                continue;

            int comma = row.IndexOf(',');
            if (comma < 0 || row[(comma + 1)..].Contains(','))
                return Fail(line, "expected two columns: range,issuer", out error);
            ReadOnlySpan<char> range = row[..comma].Trim();
            ReadOnlySpan<char> issuer = row[(comma + 1)..].Trim();
            bool isHeader = headerAllowed && range.Equals("range", StringComparison.OrdinalIgnoreCase)
                && issuer.Equals("issuer", StringComparison.OrdinalIgnoreCase);
            headerAllowed = false;
            if (isHeader)
                continue;
            if (issuer.IsEmpty)
                return Fail(line, "expected the issuer's name behind the comma", out error);

            if (!indexesBySpan.TryGetValue(issuer, out (int Index, string Name) known))
            {
                string name = issuer.ToString();
                known = (issuerIndex(name), name);
                indexes.Add(name, known);
            }
            if (known.Index < 0)
                return Fail(line, $"no issuer is named '{issuer}'", out error);
            if (!builder.TryAdd(range, known.Index, line))
                return Fail(line, "the range is wrong: " + BinTableBuilder.ExpectedRange, out error);
            rows?.Add(new Route(range.ToString(), known.Name));
        }
        error = null;
        return true;
    }

    private static bool Fail(int line, string message, out BinTableError error)
    {
        error = new BinTableError(line, message);
        return false;
    }
}
