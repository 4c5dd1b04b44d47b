using CardSwitch.Iso8583;

namespace CardSwitch.Station.Configuration;

/// <summary>A message format as people name it: by the name of a built-in one, or by the path of a spec file.</summary>
internal static class FormatChoice
{
    internal static string Names => string.Join(", ", MessageFormats.All.Select(format => format.Name));

    /// <summary>Whether the text is a path rather than a name: it has a directory in it or ends in .json.</summary>
    internal static bool IsFile(string text) =>
        text.Contains('/', StringComparison.Ordinal) || text.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        || text.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The format, or a line for each thing that is wrong.</summary>
    internal static MessageFormat? TryLoad(string text, out IReadOnlyList<string> errors)
    {
        errors = [];
        if (!IsFile(text))
        {
            if (MessageFormats.TryGet(text, out MessageFormat? format)) return format;
            errors = [$"There is no format '{text}'; use one of {Names}, or a file: its name ends in .json or has a / in it."];
            return null;
        }
        FormatLoad load = FormatFile.Load(text);
        if (!load.Succeeded) errors = [.. load.Problems.Select(problem => problem.ToString())];
        return load.Format;
    }
}
