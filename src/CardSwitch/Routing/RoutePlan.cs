namespace CardSwitch.Routing;

/// <summary>Compiles routes to a table whose targets are positions in the station's list of issuers.</summary>
internal static class RoutePlan
{
    /// <summary>
    /// Builds the table. A route may name an issuer that this station does not have: its cards get a position behind
    /// the last issuer, and so the answer 92 rather than 15.
    /// </summary>
    internal static bool TryBuild(
        IEnumerable<Route> routes, IReadOnlyList<string> issuers, out BinTable table, out string error)
    {
        table = BinTable.Empty;
        error = "";
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string issuer in issuers) positions.TryAdd(issuer, positions.Count);

        var builder = new BinTableBuilder();
        int row = 0;
        foreach (Route route in routes)
        {
            if (!positions.TryGetValue(route.Issuer, out int position))
            {
                position = positions.Count;
                positions.Add(route.Issuer, position);
            }
            if (!builder.TryAdd(route.Range, position))
            {
                error = $"routes[{row}].range: expected a prefix or range of 2 to 19 digits, such as 476173 or 51-55, " +
                    $"found '{route.Range}'";
                return false;
            }
            row++;
        }
        if (builder.TryBuild(out BinTable? built, out BinTableError? conflict))
        {
            table = built;
            return true;
        }
        error = $"routes: {conflict.Message}";
        return false;
    }
}
