using CardSwitch.Iso8583;

namespace CardSwitch.Station.Configuration;

/// <summary>
/// The formats of a station's file. A spec file is loaded once, however often it is named: between links of the same
/// format messages are patched, between others they are transcoded.
/// </summary>
/// <param name="folder">What the paths of spec files are relative to.</param>
internal sealed class StationFormats(string folder)
{
    private readonly Dictionary<string, FormatLoad> loads = new(StringComparer.Ordinal);

    /// <summary>The value of <c>format</c>; problems of a spec file become errors of the key.</summary>
    internal MessageFormat Bind(JsonSection section, MessageFormat usual)
    {
        string text = section.Text("format", "");
        if (!FormatChoice.IsFile(text))
        {
            return section.Parsed("format", usual, name =>
                (MessageFormats.TryGet(name, out MessageFormat? format) ? format : null, $"one of {FormatChoice.Names}"));
        }
        string path = Path.Combine(folder, text);
        if (!loads.TryGetValue(path, out FormatLoad? load)) loads[path] = load = FormatFile.Load(path);
        if (load.Succeeded) return load.Format;
        foreach (FormatProblem problem in load.Problems) section.Fail("format", problem.ToString());
        return usual;
    }
}
