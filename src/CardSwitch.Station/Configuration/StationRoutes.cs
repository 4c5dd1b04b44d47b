using CardSwitch.Routing;

namespace CardSwitch.Station.Configuration;

/// <summary>Which issuer owns which cards: <c>routes</c> in the station's file, and <c>routesFile</c> for large tables.</summary>
internal static class StationRoutes
{
    internal static void Bind(JsonSection file, string folder, StationOptions options, ConfigurationErrors errors)
    {
        // Routes may name banks that only other stations are connected to: their cards get 92 here, not 15.
        List<string> names = [.. options.Issuers.Select(issuer => issuer.Name), .. file.Texts("elsewhere")];
        foreach ((string range, string issuer, int line) in file.Map("routes"))
        {
            string path = $"routes[\"{range}\"]";
            if (names.Contains(issuer)) options.Routes.Add(new Route(range, issuer));
            else errors.Add(line, $"{path}: expected an issuer's name, or one of elsewhere, found \"{issuer}\"");
            if (!new BinTableBuilder().TryAdd(range, 0))
            {
                errors.Add(line, $"{path}: expected a prefix or range of 2 to 19 digits, such as 476173 or 51-55");
            }
        }
        string csv = file.Text("routesFile", "");
        if (csv.Length > 0) AddFile(Path.Combine(folder, csv), names, file, options);
    }

    private static void AddFile(string path, List<string> names, JsonSection file, StationOptions options)
    {
        try
        {
            using var text = new StreamReader(path);
            if (!BinTableCsv.TryLoadRoutes(
                text, name => names.IndexOf(name), out IReadOnlyList<Route> routes, out BinTableError? error))
            {
                file.Fail("routesFile", $"{path}: {error}");
                return;
            }
            foreach (Route route in routes) options.Routes.Add(route);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            file.Fail("routesFile", refused.Message);
        }
    }
}
