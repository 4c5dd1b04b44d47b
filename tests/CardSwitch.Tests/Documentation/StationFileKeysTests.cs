using System.Text.RegularExpressions;
using CardSwitch.Station.Configuration;
using CardSwitch.Tests.Station;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Documentation;

/// <summary>The keys that the station file's reader asks for are those of the page's tables and of the example.</summary>
public sealed partial class StationFileKeysTests
{
    /// <summary>The path of a section, and the heading of its table.</summary>
    public static TheoryData<string, string> Sections => new()
    {
        { "", "## The station" },
        { "listeners[0]", "## `listeners[]`" },
        { "issuers[0]", "## `issuers[]`" },
        { "listeners[0].tls.peers[0]", "### `peers[]`" },
        { "issuers[0].echo", "### `echo`" },
        { "issuers[0].breaker", "### `breaker`" },
        { "issuers[0].storeAndForward", "### `storeAndForward`" },
        { "issuers[0].standIn", "### `standIn`" },
        { "limits", "## `limits`" },
        { "journal", "## `journal`" },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_page_has_a_row_for_each_key_and_no_others(string path, string heading)
    {
        string page = Text("docs/station-file.md");
        int begin = page.IndexOf($"\n{heading}", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"There is no {heading}.");
        string table = page[(begin + 1)..].Split("\n#")[0];
        IEnumerable<string> keys = Row().Matches(table).Select(row => row.Groups[1].Value);

        // The limits' table shows those of other sections as well, each with its path.
        if (path == "limits") keys = keys.Where(key => key.StartsWith("limits.", StringComparison.Ordinal)).Select(key => key[7..]);
        Assert.Equal(Asked(path).Order(), keys.Order());
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_example_shows_each_key(string path, string heading)
    {
        string example = Text("docs/station.json");
        Assert.Equal([], Asked(path).Where(key => !example.Contains($"\"{key}\":", StringComparison.Ordinal)));
        Assert.NotEmpty(heading);
    }

    /// <summary>An unknown key is told which ones are known.</summary>
    private static string[] Asked(string path)
    {
        const string Stranger = "\"zzzzzzzzzzzzzz\": 1,";
        string At(string section) => path == section ? Stranger : "";
        using var file = new TemporaryFile(
            $$"""
            {
              {{At("")}} "listeners": [{ {{At("listeners[0]")}} "name": "shops",
                "tls": { "certificateFile": "a", "keyFile": "a", "rootFile": "a", "peers": [{ {{At("listeners[0].tls.peers[0]")}} "name": "a" }] } }],
              "issuers": [{ {{At("issuers[0]")}} "name": "a", "endpoints": [{ "host": "a", "port": 1 }],
                "echo": { {{At("issuers[0].echo")}} }, "breaker": { {{At("issuers[0].breaker")}} },
                "storeAndForward": { {{At("issuers[0].storeAndForward")}} },
                "standIn": { {{At("issuers[0].standIn")}} "currency": "EUR", "amountLimit": 1, "dailyAmount": 1, "dailyCount": 1 } }],
              "limits": { {{At("limits")}} },
              "journal": { {{At("journal")}} "store": "sqlite", "mode": "none", "directory": "a" },
            }
            """.Replace(", }", " }", StringComparison.Ordinal));
        Assert.Null(StationFile.TryLoadForReading(file.Path, out IReadOnlyList<string> errors));
        return Assert.Single(errors).Split("is not known; expected one of ")[1].Split(", ");
    }

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, page));

    [GeneratedRegex(@"^\| `([\w.]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();
}
