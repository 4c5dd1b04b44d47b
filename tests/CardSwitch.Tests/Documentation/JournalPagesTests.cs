using System.Text.RegularExpressions;
using CardSwitch.Journal;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Documentation;

/// <summary>The pages about the journal say what the code says.</summary>
public sealed partial class JournalPagesTests
{
    [Fact]
    public void Every_failure_names_a_test_that_is_there()
    {
        ILookup<string, string> tests = Repository.Sources("tests/CardSwitch.Tests")
            .ToLookup(file => Path.GetFileNameWithoutExtension(file.Path), file => file.Code);
        string[] rows = [.. Text("docs/failures.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Match named = TestName().Match(row);
            Assert.True(named.Success, $"'{row}' names no test.");
            var method = new Regex($@"public (void|async Task) {named.Groups[2].Value}\(");
            Assert.True(tests[named.Groups[1].Value].Any(method.IsMatch), $"There is no {named.Value}");
        });
    }

    [Fact]
    public void Every_number_has_its_row()
    {
        string page = Text("docs/journal.md");
        foreach (RecordKind kind in Enum.GetValues<RecordKind>()) Assert.Contains($"\n| {(int)kind} | {kind} |", page, StringComparison.Ordinal);
        foreach (TotalsEffect effect in Enum.GetValues<TotalsEffect>())
        {
            Assert.Contains($"\n| {(int)effect} | {effect} |", page, StringComparison.Ordinal);
        }
        foreach (JournalFault fault in Enum.GetValues<JournalFault>().Except([JournalFault.Unreachable]))
        {
            Assert.Contains($"\n| {fault} |", page, StringComparison.Ordinal);
        }
    }

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, page));

    [GeneratedRegex(@"\| `(\w+)\.(\w+)` \|$")]
    private static partial Regex TestName();
}
