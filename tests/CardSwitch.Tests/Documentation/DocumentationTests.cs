using System.Text.RegularExpressions;
using CardSwitch.Tests.Station;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Documentation;

/// <summary>The README and docs/ point at what there is.</summary>
public partial class DocumentationTests
{
    private const string MainJob = "dotnet run -c Release --project src/CardSwitch.Station";

    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        string[] broken =
        [
            .. from page in Repository.Pages()
               from Match link in Link().Matches(Text(page))
               let target = link.Groups[1].Value
               where !target.Contains("://", StringComparison.Ordinal)
               where !Exists(page, target)
               select $"{page}: {target}",
        ];
        Assert.Equal([], broken);
    }

    [Fact]
    public void Every_page_is_linked_from_the_README()
    {
        string readme = Text("README.md");
        string[] unlinked = [.. Repository.Pages().Where(page => page != "README.md" && !readme.Contains($"({page})", StringComparison.Ordinal))];
        Assert.Equal([], unlinked);
    }

    [Fact]
    public async Task Every_command_has_the_options_that_are_shown()
    {
        string[] commands =
        [
            .. from page in Repository.Pages()
               from Match block in ShellBlock().Matches(Text(page))
               from line in block.Groups[1].Value.Split('\n')
               where line.StartsWith("cardswitch", StringComparison.Ordinal) || line.StartsWith(MainJob, StringComparison.Ordinal)
               select line.Split(" #")[0].TrimEnd(' ', '&'),
        ];
        Assert.NotEmpty(commands);
        var wrong = new List<string>();
        foreach (string command in commands.Distinct())
        {
            string[] words = command.Split(" | ")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int skip = words[0] == "cardswitch" ? 1 : Array.IndexOf(words, "--") is var dashes && dashes < 0 ? words.Length : dashes + 1;
            string[] options = [.. words.Skip(skip).Where(word => word.StartsWith('-') && word.Length > 1)];
            string[] verb = [.. words.Skip(skip).SkipWhile(word => word.StartsWith('-')).Take(1)];
            if (verb is ["journal"]) verb = [.. words.Skip(skip).TakeWhile(word => !word.StartsWith('-')).Take(2)];
            string help = await HelpOfAsync(verb);
            wrong.AddRange(options.Where(option => !Regex.IsMatch(help, $@"(^|[ ,]){Regex.Escape(option)}\b")).Select(option => $"{command}: {option}"));
        }
        Assert.Equal([], wrong);
    }

    /// <summary>The pages say <c>docs/r1.hex</c>; the tests say R1.</summary>
    [Fact]
    public void The_message_that_the_pages_use_is_the_reference_message()
    {
        Assert.Equal(ReferenceMessages.R1, Convert.FromHexString(Text("docs/r1.hex").Trim()));
    }

    [Theory]
    [InlineData(MainJob)]
    [InlineData("dotnet test")]
    public void The_README_has_the_two_commands_on_lines_of_their_own(string command)
    {
        Assert.Contains($"\n{command}\n", Text("README.md"), StringComparison.Ordinal);
    }

    private static async Task<string> HelpOfAsync(string[] verb)
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync([.. verb, "--help"]);
        Assert.Equal(0, outcome.ExitCode);
        return outcome.Output;
    }

    private static bool Exists(string page, string target)
    {
        string[] parts = target.Split('#');
        string path = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        string full = Path.GetFullPath(Path.Combine(Repository.Root, path));
        if (!File.Exists(full) && !Directory.Exists(full)) return false;
        return parts.Length == 1 || Headings(File.ReadAllText(full)).Contains(parts[1]);
    }

    // As they are made into anchors: lower case, words joined by hyphens, no punctuation.
    private static IEnumerable<string> Headings(string page) =>
        Heading().Matches(page).Select(heading => NotInAnchor().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, page));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^a-z0-9 _-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
