using System.Globalization;
using System.Text.RegularExpressions;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Packages;

/// <summary>
/// A block of C# in the README or in docs/. Each is a whole program with top-level statements; where a block marked
/// <c>text</c> follows at once, that is what the program prints.
/// </summary>
/// <param name="Name">The page and the place in it, as an identifier: <c>Readme1</c>.</param>
/// <param name="Code">The program as it stands on the page.</param>
/// <param name="Output">What it prints, or null where the page does not say.</param>
internal sealed partial record DocumentedProgram(string Name, string Code, string? Output)
{
    internal static IReadOnlyList<DocumentedProgram> All { get; } = [.. Repository.Pages().SelectMany(OfPage)];

    internal static DocumentedProgram Named(string name) => All.Single(program => program.Name == name);

    /// <summary>
    /// The program as one file among others: its statements in <c>Snippet.RunAsync</c> of a namespace of its own. Ports
    /// are chosen by the system, so that tests may run side by side.
    /// </summary>
    internal string ToSourceFile()
    {
        string[] lines = FixedPort().Replace(Code, "port: 0").Split('\n');
        string[] usings = [.. lines.TakeWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal))];
        string[] statements = [.. lines.Skip(usings.Length).TakeWhile(line => !TypeStart().IsMatch(line))];
        string[] types = [.. lines.Skip(usings.Length + statements.Length)];
        return string.Join('\n',
        [
            .. usings, $"namespace Documented.{Name};",
            "internal static class Snippet", "{", "    internal static async Task RunAsync()", "    {",
            "await Task.Yield();", .. statements,
            "    }", "}", .. types, "",
        ]);
    }

    private static IEnumerable<DocumentedProgram> OfPage(string path)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, path));
        string name = string.Concat(Path.GetFileNameWithoutExtension(path).Split('-').Select(Capitalized));
        int place = 0;
        foreach (Match block in Block().Matches(page))
        {
            string? output = block.Groups[2].Success ? block.Groups[2].Value : null;
            yield return new DocumentedProgram(
                string.Create(CultureInfo.InvariantCulture, $"{name}{++place}"), block.Groups[1].Value, output);
        }
    }

    private static string Capitalized(string word) =>
        char.ToUpperInvariant(word[0]) + word[1..].ToLower(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^```csharp\n(.*?)^```$(?:\n+^```text\n(.*?)^```$)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^(public |internal |sealed |static |readonly )*(class|record|struct|interface|enum) ")]
    private static partial Regex TypeStart();

    [GeneratedRegex(@"\bport: \d+")]
    private static partial Regex FixedPort();
}
