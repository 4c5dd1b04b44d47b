namespace CardSwitch.Station.Configuration;

/// <summary>What is wrong with a configuration file, each error with its line where that is known.</summary>
internal sealed class ConfigurationErrors(string file)
{
    private readonly List<(int Line, string Text)> errors = [];
    private readonly Dictionary<string, int> lines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>In the order of the file.</summary>
    internal IReadOnlyList<string> Lines =>
        [.. errors.OrderBy(error => error.Line).Select(error => $"{file}{(error.Line > 0 ? $":{error.Line}" : "")}: {error.Text}")];

    internal bool Any => errors.Count > 0;

    /// <summary>Remembers where the value of a path stands.</summary>
    internal void Locate(string path, int line) => lines[path] = line;

    internal void Add(int line, string text) => errors.Add((line, text));

    /// <summary>Adds an error that begins with a path; it gets the line of the nearest part that the file has.</summary>
    internal void AddLocated(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        int line = 0;
        for (string path = colon < 0 ? "" : text[..colon]; path.Length > 0;)
        {
            if (lines.TryGetValue(path, out line)) break;
            path = path[..Math.Max(path.LastIndexOfAny(['.', '[']), 0)];
        }
        errors.Add((line, text));
    }
}
