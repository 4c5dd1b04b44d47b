using System.Text.RegularExpressions;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Architecture;

/// <summary>
/// The order of the folders of src/CardSwitch: each may use those before it. The files at the root come last and may
/// use all.
/// </summary>
internal static class FolderOrder
{
    private const string Source = "src/CardSwitch/";

    public static readonly string[] Folders =
    [
        "Timing", "Security", "Framing", "Journal", "Settlement", "Links", "Routing", "Repeats", "Issuing", "StandIn",
        "StoreAndForward", "Switching", "Serving",
    ];

    /// <summary>What the file uses that it must not, a line each.</summary>
    public static IEnumerable<string> Violations(SourceFile file)
    {
        string[] path = file.Path[Source.Length..].Split('/');
        if (path.Length == 1) yield break;
        int place = Array.IndexOf(Folders, path[0]);
        if (place < 0)
        {
            yield return $"{file.Path}: the folder has no place in the order";
            yield break;
        }
        foreach (string later in Folders[(place + 1)..])
        {
            // In full, or short as the namespaces around it allow. A member of that name is called on something, or
            // stands behind a word; a namespace begins its expression.
            var use = new Regex($@"\bCardSwitch\.{later}\b|(?<![.\w]){later}\.[A-Z]\w*(?=\s+\w|[.<(>,\[?]|\s*\))");
            if (use.IsMatch(file.Code)) yield return $"{file.Path}: uses {later}, which comes later";
        }
    }
}
